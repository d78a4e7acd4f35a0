package com.bloompetos.insight.question;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * A question of the golden set.
 *
 * @param means what it means; absent where it is refused
 * @param refused why it is refused; absent where it is answered
 * @param words that the refusal names
 */
record GoldenQuestion(
        String ask, @Nullable String means, @Nullable String refused, List<String> words) {

    /** How an answer compares with what was expected. */
    enum Outcome {
        RIGHT,
        REFUSED,
        MISSED,
        WRONG
    }

    static List<GoldenQuestion> read(String file) {
        try (var yaml =
                Objects.requireNonNull(
                        GoldenQuestion.class.getResourceAsStream("/questions/" + file))) {
            List<Map<String, Object>> questions = new Yaml().load(yaml);
            return questions.stream().map(GoldenQuestion::of).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @SuppressWarnings("unchecked")
    private static GoldenQuestion of(Map<String, Object> fields) {
        return new GoldenQuestion(
                String.valueOf(fields.get("ask")),
                (String) fields.get("means"),
                (String) fields.get("refused"),
                (List<String>) fields.getOrDefault("words", List.of()));
    }

    /** Wrong is what a person would believe although it is not what they asked. */
    Outcome outcome() {
        if (GivenReader.read(ask) instanceof Meaning meant) {
            return GivenReader.line(meant).equals(means) ? Outcome.RIGHT : Outcome.WRONG;
        }
        return means == null ? Outcome.REFUSED : Outcome.MISSED;
    }

    String told() {
        var understood = GivenReader.read(ask);
        return understood instanceof Meaning meant
                ? GivenReader.line(meant)
                : understood instanceof Refusal refusal
                        ? refusal.reason() + " " + refusal.words() + " " + refusal.sentence()
                        : "";
    }
}
