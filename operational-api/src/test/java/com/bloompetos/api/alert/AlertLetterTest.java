package com.bloompetos.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AlertLetterTest {
    private static final URI ADDRESS = URI.create("https://bloom.example");
    private static final UUID BRANCH = new UUID(1, 2);

    @Test
    void oneAlertIsToldWithItsMoneyAndWhatToDo() {
        var letter = AlertLetter.of(List.of(line("stockout_risk", true)), ADDRESS);
        assertThat(letter.subject())
                .isEqualTo("Soon at Harbour: An item may run out before the next delivery");
        assertThat(letter.body())
                .isEqualTo(
                        """
                        SHAMPOO: 3 left, reorder at 6
                          At stake: $1,250.50
                          What to do: Place the suggested order

                        https://bloom.example/?branch=%s#alerts
                        """
                                .formatted(BRANCH));
    }

    @Test
    void manyAreOneLetterWithOneLink() {
        var letter = AlertLetter.of(Collections.nCopies(12, line("stockout_risk", true)), ADDRESS);
        assertThat(letter.subject()).contains("12 × An item");
        assertThat(letter.body()).contains("and 2 more").containsOnlyOnce("https://");
    }

    @Test
    void theDigestCountsWhatWasHeldBackByRuleAndBranch() {
        var letter =
                AlertLetter.digest(
                        List.of(
                                line("stockout_risk", true),
                                line("stockout_risk", false),
                                line("odd_rule", true)),
                        ADDRESS);
        assertThat(letter.subject()).isEqualTo("3 alerts that were not sent");
        assertThat(letter.body())
                .contains(
                        "Harbour, An item may run out before the next delivery: 2, 1 of them open\n")
                .contains("Harbour, Odd rule: 1, 1 of them open\n")
                .containsOnlyOnce("https://");
    }

    private static AlertLetter.Line line(String rule, boolean isOpen) {
        return new AlertLetter.Line(
                BRANCH,
                "Harbour",
                "USD",
                rule,
                "warning",
                "SHAMPOO: 3 left, reorder at 6",
                125050L,
                "order_stock",
                isOpen);
    }
}
