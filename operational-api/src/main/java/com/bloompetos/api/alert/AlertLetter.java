package com.bloompetos.api.alert;

import com.bloompetos.insight.rule.Action;
import java.net.URI;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person is told by e-mail: plain text and a link. Titles are made from numbers, so that no
 * client's name stands in it.
 */
public record AlertLetter(String subject, String body) {
    private static final int MOST_SHOWN = 10;

    /** One alert as the letter tells it. */
    record Line(
            UUID branchId,
            String branch,
            String currency,
            String rule,
            String severity,
            String title,
            @Nullable Long atStakeCents,
            String action,
            boolean isOpen) {
        private String told() {
            var lines = new ArrayList<String>();
            lines.add(title);
            if (atStakeCents != null) {
                lines.add("  At stake: " + money(atStakeCents, currency));
            }
            var words = Action.wordsOf(action);
            if (!words.isEmpty()) {
                lines.add("  What to do: " + words);
            }
            return String.join("\n", lines);
        }
    }

    /** Alerts of one rule at one branch. */
    static AlertLetter of(List<Line> alerts, URI address) {
        var first = alerts.get(0);
        var how = first.severity().equals("critical") ? "Urgent" : "Soon";
        var what =
                alerts.size() == 1
                        ? RuleCard.of(first.rule()).says()
                        : "%d × %s".formatted(alerts.size(), RuleCard.of(first.rule()).says());
        var paragraphs =
                new ArrayList<>(alerts.stream().limit(MOST_SHOWN).map(Line::told).toList());
        if (alerts.size() > MOST_SHOWN) {
            paragraphs.add("and %d more".formatted(alerts.size() - MOST_SHOWN));
        }
        paragraphs.add("%s/?branch=%s#alerts".formatted(address, first.branchId()));
        return new AlertLetter(
                "%s at %s: %s".formatted(how, first.branch(), what),
                String.join("\n\n", paragraphs) + "\n");
    }

    /** What was held back, to somebody who gets no more of a letter in the morning. */
    static AlertLetter digest(List<Line> alerts, URI address) {
        return new AlertLetter(
                alerts.size() == 1
                        ? "One alert that was not sent"
                        : "%d alerts that were not sent".formatted(alerts.size()),
                "%s\n\n%s/\n".formatted(String.join("\n", heldBack(alerts)), address));
    }

    /** A line for each rule and branch. */
    static List<String> heldBack(List<Line> alerts) {
        var groups =
                alerts.stream()
                        .collect(
                                Collectors.groupingBy(
                                        line ->
                                                line.branch()
                                                        + ", "
                                                        + RuleCard.of(line.rule()).says(),
                                        TreeMap::new,
                                        Collectors.toList()));
        var lines = new ArrayList<String>();
        groups.forEach(
                (place, held) ->
                        lines.add(
                                "%s: %d, %d of them open"
                                        .formatted(
                                                place,
                                                held.size(),
                                                held.stream().filter(Line::isOpen).count())));
        return lines;
    }

    private static String money(long cents, String currency) {
        var format = NumberFormat.getCurrencyInstance(Locale.US);
        format.setCurrency(Currency.getInstance(currency));
        return format.format(cents / 100.0);
    }
}
