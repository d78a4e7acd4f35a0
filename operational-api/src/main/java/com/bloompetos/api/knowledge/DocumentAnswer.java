package com.bloompetos.api.knowledge;

import java.util.List;
import java.util.UUID;

/**
 * What a chain's documents say to a question, word for word, or that they say nothing.
 *
 * @param sentence for people: the likeliest quote, or that there is none
 * @param quotes the likeliest first; empty where nothing is like enough
 * @param searched how many documents were looked through
 * @param of how many there are; those that came a moment ago may not be searchable yet
 */
public record DocumentAnswer(
        String question, String sentence, List<Quote> quotes, int searched, int of) {

    /**
     * A passage as it stands in its document.
     *
     * @param heading what it stands under; empty without one
     * @param link where the whole document is
     * @param likeness of passage and question, 0 to 1
     */
    public record Quote(
            UUID documentId,
            String title,
            String heading,
            int passage,
            String text,
            String link,
            double likeness) {}
}
