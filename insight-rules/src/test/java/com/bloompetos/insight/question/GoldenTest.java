package com.bloompetos.insight.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.question.GoldenQuestion.Outcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoldenTest {
    @Test
    void everyQuestionIsAnsweredRightlyOrRefused() {
        var counts = count("golden.yml");
        assertThat(counts.get(Outcome.WRONG)).isZero();
        assertThat(counts.get(Outcome.MISSED)).isZero();
        assertThat(counts.get(Outcome.RIGHT) + counts.get(Outcome.REFUSED))
                .isGreaterThanOrEqualTo(150);
    }

    /** Written after the grammar, and not looked at while it was made. */
    @Test
    void noneOfTheQuestionsThatWereHeldOutIsAnsweredWrongly() {
        assertThat(count("held_out.yml").get(Outcome.WRONG)).isZero();
        assertThat(count("held_out_why.yml").get(Outcome.WRONG)).isZero();
    }

    @Test
    void everyRefusalSaysWhyAndNamesTheWordsThatWereNotUnderstood() {
        for (var question : GoldenQuestion.read("golden.yml")) {
            if (question.refused() != null) {
                assertThat(GivenReader.ask(question.ask()))
                        .as(question.ask())
                        .isInstanceOfSatisfying(
                                Refusal.class,
                                refusal -> {
                                    assertThat(refusal.reason()).hasToString(question.refused());
                                    assertThat(refusal.words()).isEqualTo(question.words());
                                    assertThat(refusal.sentence()).isNotBlank();
                                });
            }
        }
    }

    @Test
    void whateverIsOfferedHasAnAnswer() {
        for (var question : GoldenQuestion.read("golden.yml")) {
            if (GivenReader.ask(question.ask()) instanceof Refusal refusal) {
                assertThat(refusal.nearest())
                        .as(question.ask())
                        .allSatisfy(
                                near ->
                                        assertThat(GivenReader.ask(near))
                                                .isInstanceOf(Meaning.class));
            }
        }
    }

    private static Map<Outcome, Integer> count(String file) {
        var counts = new EnumMap<Outcome, Integer>(Outcome.class);
        List.of(Outcome.values()).forEach(outcome -> counts.put(outcome, 0));
        for (var question : GoldenQuestion.read(file)) {
            var outcome = question.outcome();
            counts.merge(outcome, 1, Integer::sum);
            if (outcome == Outcome.WRONG || outcome == Outcome.MISSED) {
                System.out.printf(
                        "%s: %s%n  expected %s%n  told     %s%n",
                        outcome, question.ask(), question.means(), question.told());
            }
        }
        System.out.printf(
                "%s: right %d, refused %d, missed %d, wrong %d%n",
                file,
                counts.get(Outcome.RIGHT),
                counts.get(Outcome.REFUSED),
                counts.get(Outcome.MISSED),
                counts.get(Outcome.WRONG));
        return counts;
    }
}
