package com.bloompetos.insight.question;

import com.bloompetos.insight.explain.Contrast;
import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.question.Query.ServiceFilter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question for what made a number move.
 *
 * @param looks the numbers; a place that fell without saying in what fell in either of its amounts
 * @param services only these, if any are named
 * @param contrast which days, and what they are held against
 * @param moved what the question takes for granted; the answer says whether it is so
 */
public record Why(
        List<Look> looks,
        @Nullable Place place,
        @Nullable ServiceFilter services,
        Contrast contrast,
        Moved moved)
        implements Meaning {

    /** Which way. */
    public enum Moved {
        FELL,
        ROSE,
        CHANGED
    }

    public Why {
        looks = List.copyOf(looks);
    }

    @Override
    public String words() {
        var place = this.place == null ? "" : " in " + this.place.name();
        var services = this.services == null ? "" : " for " + this.services.name();
        return "Why %s%s%s %s, %s"
                .formatted(
                        looks.stream()
                                .map(look -> look.kpi().replace('_', ' '))
                                .collect(Collectors.joining(" and ")),
                        services,
                        place,
                        moved.name().toLowerCase(Locale.ROOT),
                        contrast.words());
    }
}
