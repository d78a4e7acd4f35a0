package com.bloompetos.api.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.api.knowledge.Embeddings;
import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.insight.question.Grammar;
import com.bloompetos.insight.question.Query;
import com.bloompetos.insight.question.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class SuggestionsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private static final KpiCatalogue CATALOGUE = KpiCatalogue.load();
    private static final Grammar GRAMMAR = new Grammar(CATALOGUE);
    private static final Suggestions SUGGESTIONS = new Suggestions(CATALOGUE, new Embeddings());

    @Test
    void whatIsMeantIsOfferedMoreOftenThanByWordsAlone() throws IOException {
        SUGGESTIONS.ready();
        int byWords = 0;
        int byBoth = 0;
        List<Map<String, String>> questions =
                new Yaml().load(Files.readString(Path.of("src/test/resources/paraphrased.yml")));
        for (var question : questions) {
            var refusal = refused(question.get("ask"));
            byWords += names(refusal.nearest(), question.get("kpi"));
            byBoth += names(more(question.get("ask")).nearest(), question.get("kpi"));
        }
        System.out.printf(
                "suggestions for %d questions in other words: %d by words, %d with meanings%n",
                questions.size(), byWords, byBoth);
        assertThat(byBoth).isGreaterThan(byWords + 3);
    }

    @Test
    void everythingOfferedHasAnAnswerAndAMistypedWordComesFirst() {
        SUGGESTIONS.ready();
        var nearest = more("net sales lst week").nearest();
        assertThat(nearest.get(0)).isEqualTo("net sales last week");
        assertThat(nearest)
                .hasSizeLessThanOrEqualTo(Suggestions.MOST)
                .allSatisfy(
                        one ->
                                assertThat(GRAMMAR.understand(one, TODAY))
                                        .isInstanceOf(Query.class));
    }

    @Test
    void aQuestionAboutSomethingElseGetsNone() {
        SUGGESTIONS.ready();
        assertThat(more("What is the weather today?").nearest()).isEmpty();
    }

    private Refusal refused(String question) {
        return (Refusal) GRAMMAR.understand(question, TODAY);
    }

    private Refusal more(String question) {
        return SUGGESTIONS.more(
                question,
                refused(question),
                one -> GRAMMAR.understand(one, TODAY) instanceof Query);
    }

    private int names(List<String> nearest, String kpi) {
        return nearest.stream()
                        .anyMatch(
                                one ->
                                        GRAMMAR.understand(one, TODAY) instanceof Query query
                                                && query.kpi().name().equals(kpi))
                ? 1
                : 0;
    }
}
