package com.bloompetos.insight.rule;

import com.bloompetos.insight.anomaly.DayEpisode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Days on which a KPI of a branch was not as usual.
 *
 * @param centsEach what one of the numerator is worth; absent where nobody can tell
 */
public record ReadingEpisode(DayEpisode days, @Nullable Double centsEach) {

    /** What the difference is worth; nothing when it cannot be told. */
    @Nullable Long atStakeCents() {
        return centsEach == null
                ? null
                : Long.valueOf(Math.round(Math.abs(days.observed() - days.expected()) * centsEach));
    }

    Map<String, String> evidence() {
        var evidence = new HashMap<String, String>();
        evidence.put("observed", text(days.observed()));
        evidence.put("expected", text(days.expected()));
        if (days.base() > 0) {
            evidence.put("of", text(days.base()));
        }
        evidence.put("begin", days.begin().toString());
        evidence.put("end", days.last().toString());
        evidence.put("days", String.valueOf(days.days()));
        evidence.put("kind", days.kind().name().toLowerCase(Locale.ROOT));
        evidence.put("probability", String.format(Locale.ROOT, "%.1e", days.rarity()));
        return evidence;
    }

    /** How much more or less than expected, in parts of it. */
    double change() {
        return days.observed() / Math.max(days.expected(), 1e-9) - 1;
    }

    /** When it was, for the end of a title. */
    String when() {
        return switch (days.kind()) {
            case DRIFT -> " over two weeks";
            case SPIKE, LEVEL_SHIFT -> days.days() == 1 ? "" : " on " + days.days() + " days";
        };
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value)
                .replaceFirst("\\.0$", "");
    }
}
