package com.bloompetos.api.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * Questions to ten invented documents with the model itself: how many are quoted rightly, refused
 * rightly, missed, and quoted from although nothing there answers them.
 */
class QuotedOrRefusedTest {
    private static final Path FOLDER = Path.of("src/test/resources/knowledge");
    private static final int LOOKED_AT = 12;
    private static final int QUOTED = 3;

    private final Embeddings embeddings = new Embeddings();
    private final List<Placed> passages = passages();

    private record Placed(String text, String meaning, float[] vector) {}

    private record Found(Placed passage, Likeness likeness) {}

    private enum Outcome {
        RIGHT,
        REFUSED,
        MISSED,
        WRONG
    }

    @Test
    void whatTheDocumentsDoNotSayIsNotQuoted() {
        var chosenOn = new EnumMap<Outcome, Integer>(Outcome.class);
        var heldOut = new EnumMap<Outcome, Integer>(Outcome.class);
        int number = 0;
        for (var question : questions()) {
            var outcome = outcome(question);
            (++number % 3 == 0 ? heldOut : chosenOn).merge(outcome, 1, Integer::sum);
            if (outcome == Outcome.WRONG) {
                System.out.println("  wrong: " + question.get("ask"));
            }
        }
        System.out.printf("documents, limits chosen on: %s; held out: %s%n", chosenOn, heldOut);
        assertThat(heldOut.getOrDefault(Outcome.WRONG, 0)).isLessThanOrEqualTo(1);
        assertThat(chosenOn.getOrDefault(Outcome.WRONG, 0)).isLessThanOrEqualTo(1);
        assertThat(heldOut.get(Outcome.RIGHT)).isGreaterThanOrEqualTo(9);
        assertThat(chosenOn.get(Outcome.RIGHT)).isGreaterThanOrEqualTo(20);
    }

    private Outcome outcome(Map<String, String> question) {
        @Nullable String answer = question.get("in");
        var quotes = quotes(question.get("ask"));
        if (quotes.isEmpty()) {
            return answer == null ? Outcome.REFUSED : Outcome.MISSED;
        }
        return answer != null && quotes.stream().anyMatch(each -> each.contains(answer))
                ? Outcome.RIGHT
                : Outcome.WRONG;
    }

    private List<String> quotes(String question) {
        var vector = embeddings.of(question);
        return passages.stream()
                .map(
                        each ->
                                new Found(
                                        each,
                                        Likeness.of(
                                                question,
                                                each.meaning(),
                                                Embeddings.likeness(vector, each.vector()))))
                .sorted(Comparator.comparingDouble(found -> -found.likeness().meaning()))
                .limit(LOOKED_AT)
                .filter(found -> found.likeness().isEnough())
                .limit(QUOTED)
                .map(found -> found.passage().text())
                .toList();
    }

    private List<Placed> passages() {
        var placed = new ArrayList<Placed>();
        try (var files = Files.list(FOLDER.resolve("documents"))) {
            for (var file : files.sorted().toList()) {
                var text = Files.readString(file);
                var title = text.substring(0, text.indexOf('\n')).replace("# ", "");
                for (var passage : Passages.of(text)) {
                    var meaning = Indexing.meaning(title, passage.heading(), passage.text());
                    placed.add(new Placed(passage.text(), meaning, embeddings.of(meaning)));
                }
            }
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
        return placed;
    }

    private static List<Map<String, String>> questions() {
        try (var reader = Files.newBufferedReader(FOLDER.resolve("questions.yml"))) {
            return new Yaml().load(reader);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
