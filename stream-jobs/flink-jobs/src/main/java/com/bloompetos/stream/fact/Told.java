package com.bloompetos.stream.fact;

import com.bloompetos.insight.rule.Finding;
import com.bloompetos.stream.change.Row;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was last said of a place by a rule; an empty episode means that nothing is open.
 *
 * @param says a running episode is told anew when this changes
 * @param at when it was said, in milliseconds
 */
public record Told(String episode, String says, long at) {
    private static final Told NOTHING = new Told("", "", 0);

    public static Told orNothing(@Nullable Told told) {
        return told == null ? NOTHING : told;
    }

    public static String says(Finding seen) {
        return says(Findings.text(seen.severity()), seen.title());
    }

    private static String says(String severity, String title) {
        return severity.toLowerCase(Locale.ROOT) + ' ' + title;
    }

    /**
     * A job's own words come back from the topic: what it said and forgot, since it was killed, is
     * known again before it speaks. Null when this says nothing new.
     */
    public static @Nullable Told heard(@Nullable Told before, Row finding) {
        boolean isOpen = finding.text("state").equals("opened");
        long at = finding.number("found_at");
        if (before == null ? !isOpen : at <= before.at()) {
            return null;
        }
        return isOpen
                ? new Told(
                        finding.text("episode"),
                        says(finding.text("severity"), finding.text("title")),
                        at)
                : new Told("", "", at);
    }
}
