package com.bloompetos.local.runner;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** An answer of the API in lines for a terminal. */
record AnswerPage(JsonNode answer) {
    private static final int WIDEST_BAR = 24;
    private static final int MOST_LINES = 40;
    private static final int MOST_PARTS = 3;

    List<String> lines() {
        var lines = new ArrayList<String>();
        if (answer.path("documents").path("quotes").isEmpty()) {
            lines.addAll(answer.path("sentence").asText().lines().toList());
        } else {
            lines.add("In the documents, word for word:");
            quotes(answer.path("documents"), lines);
        }
        if (answer.path("explained").isObject()) {
            reasons(answer.path("explained"), lines);
            return lines;
        }
        if (!answer.path("told").isObject() && !answer.path("refused").isObject()) {
            return lines;
        }
        var refused = answer.path("refused");
        if (refused.isObject()) {
            refused.path("nearest")
                    .forEach(question -> lines.add("  you can ask: " + question.asText()));
            return lines;
        }
        var told = answer.path("told");
        groups(told, lines);
        told.path("notes").forEach(note -> lines.add(note.asText()));
        lines.add("");
        lines.add(told.path("label").asText() + ": " + told.path("description").asText());
        lines.add(
                "Counted by the %s day, definition %s, over %s of %s branches; %s."
                        .formatted(
                                told.path("date_basis").asText(),
                                told.path("definition_version").asText(),
                                told.path("branches").path("added").asText(),
                                told.path("branches").path("of").asText(),
                                standing(told)));
        return lines;
    }

    private static void quotes(JsonNode documents, List<String> lines) {
        for (var quote : documents.path("quotes")) {
            var heading = quote.path("heading").asText();
            lines.add("");
            lines.add(
                    quote.path("title").asText()
                            + (heading.isEmpty() ? "" : " › " + heading)
                            + ":");
            quote.path("text").asText().lines().forEach(line -> lines.add("  “" + line + "”"));
            lines.add("  " + quote.path("link").asText());
        }
    }

    /** Of each attribute what moved most. */
    private static void reasons(JsonNode explained, List<String> lines) {
        for (var reason : explained.path("reasons")) {
            lines.add("");
            lines.add(
                    "%s: change %,.2f in units of its numerator, of which"
                            .formatted(
                                    reason.path("kpi").asText(), reason.path("change").asDouble()));
            var shown = new HashMap<String, Integer>();
            for (var part : reason.path("parts")) {
                if (shown.merge(part.path("attribute").asText(), 1, Integer::sum) <= MOST_PARTS) {
                    lines.add(
                            "  %-8s %-24s %+,.2f"
                                    .formatted(
                                            part.path("attribute").asText(),
                                            part.path("value").asText(),
                                            part.path("change").asDouble()));
                }
            }
            lines.add("  result hash " + reason.path("result_hash").asText());
        }
        explained.path("notes").forEach(note -> lines.add(note.asText()));
    }

    private static void groups(JsonNode told, List<String> lines) {
        var groups = told.path("groups");
        int wide = 0;
        double most = 0;
        for (var group : groups) {
            wide = Math.max(wide, group.path("label").asText().length());
            most = Math.max(most, Math.abs(group.path("value").asDouble()));
        }
        int shown = 0;
        for (var group : groups) {
            if (++shown > MOST_LINES) {
                lines.add("  and %d more: --json shows them".formatted(groups.size() - MOST_LINES));
                return;
            }
            int bar =
                    most == 0
                            ? 0
                            : (int)
                                    Math.round(
                                            WIDEST_BAR
                                                    * Math.abs(group.path("value").asDouble())
                                                    / most);
            lines.add(
                    "  %-"
                            .concat(String.valueOf(Math.max(1, wide)))
                            .concat("s  %-" + WIDEST_BAR + "s  %s%s")
                            .formatted(
                                    group.path("label").asText(),
                                    "▇".repeat(bar),
                                    group.path("text").asText(),
                                    group.path("is_few").asBoolean() ? "  (few)" : ""));
        }
    }

    /** How far the number can be trusted: its seal, and how far the warehouse has read. */
    private static String standing(JsonNode told) {
        var seal = told.path("seal");
        var behind = told.path("freshness").path("behind_ms");
        return (seal.isObject()
                        ? seal.path("differing").asLong() == 0 ? "sealed" : "not sealed"
                        : "no seal yet")
                + (behind.isNumber()
                        ? ", %.1f s behind".formatted(behind.asLong() / 1000.0)
                        : ", freshness unknown");
    }
}
