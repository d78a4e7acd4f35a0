package com.bloompetos.insight.question;

import java.util.List;

/**
 * Why a question has no answer.
 *
 * @param words of the question that were not understood, as they were asked
 * @param sentence what is said to the person
 * @param nearest questions that have an answer, the nearest first
 */
public record Refusal(Reason reason, List<String> words, String sentence, List<String> nearest)
        implements Understanding {

    /** Why; a test can tell them apart, and so can a page. */
    public enum Reason {
        UNKNOWN_WORD,
        NO_KPI,
        TWO_THINGS,
        AMBIGUOUS,
        NO_PERIOD,
        OTHER_ORDER,
        WHY,
        NOT_TOLD
    }

    public Refusal {
        words = List.copyOf(words);
        nearest = List.copyOf(nearest);
    }

    /** The same refusal with questions that somebody else found near. */
    public Refusal withNearest(List<String> questions) {
        return new Refusal(reason, words, sentence, questions);
    }
}
