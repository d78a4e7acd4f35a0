package com.bloompetos.insight.question;

import static com.bloompetos.insight.question.GivenReader.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnderstoodOrRefusedTest {
    private static final List<String> UNKNOWN =
            List.of(
                    "not",
                    "without",
                    "except",
                    "xyzzy",
                    "dogs",
                    "under",
                    "never",
                    "half",
                    "only",
                    "zebra",
                    "minus",
                    "%",
                    "$",
                    "above",
                    "und",
                    "cancelled",
                    "expected2");
    private static final int TRIES = 5;

    private final Random random = new Random(7);

    private static List<GoldenQuestion> answered() {
        return GoldenQuestion.read("golden.yml").stream()
                .filter(question -> question.means() != null)
                .toList();
    }

    @Test
    void aQuestionWithAWordThatNobodyKnowsIsNeverAnswered() {
        for (var question : answered()) {
            for (int i = 0; i < TRIES; i++) {
                var words = new ArrayList<>(Arrays.asList(question.ask().split(" ")));
                var unknown = UNKNOWN.get(random.nextInt(UNKNOWN.size()));
                words.add(random.nextInt(words.size() + 1), unknown);
                assertThat(read(String.join(" ", words)))
                        .as(String.join(" ", words))
                        .isInstanceOf(Refusal.class);
            }
        }
    }

    /** Other orders of the same words are fine as long as they ask the same. */
    @Test
    void shuffledWordsMeanTheSameOrNothing() {
        int answered = 0;
        int shuffled = 0;
        for (var question : answered()) {
            if (question.ask()
                    .matches(".*\\d.*(and|to|until|compared).*|.*(compared|versus| vs ).*")) {
                continue; // Two dates, or two periods: swapped they are another good question.
            }
            for (int i = 0; i < TRIES; i++) {
                var words =
                        new ArrayList<>(Arrays.asList(question.ask().replace("?", "").split(" ")));
                Collections.shuffle(words, random);
                shuffled++;
                if (read(String.join(" ", words)) instanceof Query query) {
                    answered++;
                    assertThat(GivenReader.line(query))
                            .as(String.join(" ", words))
                            .isEqualTo(question.means());
                }
            }
        }
        System.out.printf("shuffled: %d of %d still mean the same%n", answered, shuffled);
    }

    @Test
    void aQuestionIsNotUnderstoodTwice() {
        for (var question : answered()) {
            assertThat(read(question.ask() + " " + question.ask()))
                    .as(question.ask())
                    .isInstanceOf(Refusal.class);
        }
    }
}
