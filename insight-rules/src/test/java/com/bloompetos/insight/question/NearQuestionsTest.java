package com.bloompetos.insight.question;

import static com.bloompetos.insight.question.GivenReader.ask;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NearQuestionsTest {
    @Test
    void aMistypedWordIsOfferedAsItWasMeant() {
        assertThat(near("net sales in Riversid yesterday"))
                .isEqualTo("net sales in riverside yesterday");
        assertThat(near("no-shwo rate last week")).isEqualTo("no-show rate last week");
        assertThat(near("bookigns yesterday")).isEqualTo("booking yesterday");
    }

    @Test
    void ofPlacesWithOneNameEachIsOffered() {
        var refusal = (Refusal) ask("Lakeside net sales last week");
        assertThat(refusal.nearest())
                .containsExactlyInAnyOrder(
                        "net sales in franchise Lakeside last week",
                        "net sales in branch Lakeside last week");
    }

    @Test
    void eachKpiOfAnAmbiguousWordIsOffered() {
        var refusal = (Refusal) ask("sales last week");
        assertThat(refusal.nearest())
                .containsExactlyInAnyOrder("gross sales last week", "net sales last week");
    }

    private static String near(String question) {
        return ((Refusal) ask(question)).nearest().get(0);
    }
}
