package com.bloompetos.insight.question;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.stream.Collectors;

/** Queries in words. */
final class Sentences {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_OF_MONTH =
            DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

    private Sentences() {}

    static String of(Query query) {
        var text = new StringBuilder(query.kpi().label());
        if (query.services() != null) {
            text.append(" for ").append(query.services().name());
        }
        var place = query.place();
        if (place != null) {
            text.append(" in ").append(name(place));
        }
        text.append(", ").append(query.period().words());
        var days = days(query.period().from(), query.period().to());
        if (!days.equals(query.period().words())) {
            text.append(" (").append(days).append(')');
        }
        if (!query.weekdays().isEmpty()) {
            text.append(", ").append(weekdays(query));
        }
        if (query.ranking() != null) {
            text.append(query.ranking().isHighest() ? ", highest first" : ", lowest first");
        }
        if (query.by() != null) {
            text.append(", by ").append(query.by().word());
        }
        var other = query.comparedWith();
        if (other != null) {
            text.append("; ")
                    .append(days(other.period().from(), other.period().to()))
                    .append(" compared with ")
                    .append(
                            other.isSameWeekday()
                                    ? "the same weekdays of the weeks before"
                                    : days(other.with().from(), other.with().to()));
        }
        return text.toString();
    }

    /** As somebody could ask it again; periods that have no name are said by their days. */
    static String question(Query query) {
        var text = new StringBuilder(query.kpi().label().toLowerCase(Locale.ROOT));
        if (query.services() != null) {
            text.append(" for ").append(query.services().name());
        }
        var place = query.place();
        if (place != null) {
            text.append(" in ").append(place.kind().word()).append(' ').append(place.name());
        }
        var period = query.period();
        return text.append(' ')
                .append(period.words().contains(" to ") ? between(period) : period.words())
                .toString();
    }

    private static String between(Period period) {
        return "from " + period.from() + " to " + period.to();
    }

    private static String name(Place place) {
        return place.kind() == Place.Kind.BRANCH
                ? place.name()
                : place.kind().word() + " " + place.name();
    }

    static String days(LocalDate from, LocalDate to) {
        if (from.equals(to)) {
            return DAY.format(from);
        }
        return (from.getYear() == to.getYear() ? DAY_OF_MONTH : DAY).format(from)
                + " to "
                + DAY.format(to);
    }

    private static String weekdays(Query query) {
        return query.weekdays().stream()
                .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH) + "s")
                .collect(Collectors.joining(", "));
    }
}
