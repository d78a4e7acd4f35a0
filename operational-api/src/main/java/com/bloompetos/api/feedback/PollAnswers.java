package com.bloompetos.api.feedback;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a poll tool says, whatever the depth at which it says it: every object that names a question
 * and an answer is looked at. A question that asks to recommend is the NPS, another that is
 * answered with 1 to 5 the CSAT, and words are words.
 */
final class PollAnswers {
    private static final String[] QUESTION = {"question", "title", "type", "name"};
    private static final String[] ANSWER = {"answer", "response", "value", "score"};
    private static final int LONGEST = 2000;
    private static final int DEEPEST = 12;

    private @Nullable Integer csat;
    private @Nullable Integer nps;
    private final StringBuilder words = new StringBuilder();

    private PollAnswers() {}

    static PollAnswers of(JsonNode body) {
        var answers = new PollAnswers();
        answers.visit(body, 0);
        return answers;
    }

    @Nullable Integer csat() {
        return csat;
    }

    @Nullable Integer nps() {
        return nps;
    }

    @Nullable String words() {
        return words.isEmpty() ? null : words.substring(0, Math.min(words.length(), LONGEST));
    }

    private void visit(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        String question = first(node, QUESTION);
        String answer = first(node, ANSWER);
        if (question != null && answer != null) {
            take(question.toLowerCase(Locale.ROOT), answer.strip());
            return;
        }
        node.forEach(child -> visit(child, depth + 1));
    }

    private void take(String question, String answer) {
        if (answer.matches("\\d{1,2}")) {
            int number = Integer.parseInt(answer);
            if ((question.contains("recommend") || question.contains("nps")) && number <= 10) {
                nps = number;
            } else if (number >= 1 && number <= 5) {
                csat = number;
            }
        } else if (!answer.isEmpty()) {
            words.append(words.isEmpty() ? "" : "\n").append(answer);
        }
    }

    private static @Nullable String first(JsonNode node, String[] names) {
        for (var name : names) {
            var value = node.path(name);
            if (value.isString() || value.isNumber()) {
                return value.asString();
            }
        }
        return null;
    }
}
