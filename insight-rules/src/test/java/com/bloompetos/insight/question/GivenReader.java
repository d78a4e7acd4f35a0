package com.bloompetos.insight.question;

import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.kpi.KpiCatalogue;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Somebody with a few places and services; two places share a name, as they do in real chains. */
final class GivenReader {
    static final LocalDate SUNDAY = LocalDate.of(2026, 11, 22);

    static final List<Place> PLACES =
            List.of(
                    new Place(Place.Kind.ORGANIZATION, "o1", "Pawsome"),
                    new Place(Place.Kind.BRAND, "d1", "Pawsome Clinics"),
                    new Place(Place.Kind.FRANCHISE, "f1", "Shear Joy Grooming"),
                    new Place(Place.Kind.FRANCHISE, "f2", "Lakeside"),
                    new Place(Place.Kind.BRANCH, "b1", "Lakeside"),
                    new Place(Place.Kind.BRANCH, "b2", "Austin"),
                    new Place(Place.Kind.BRANCH, "b3", "Chicago Loop"),
                    new Place(Place.Kind.BRANCH, "b4", "Santa Monica"),
                    new Place(Place.Kind.BRANCH, "b5", "Riverside"));

    static final List<SoldService> SERVICES =
            List.of(
                    new SoldService("s1", "Full groom", "grooming"),
                    new SoldService("s2", "Nail trim", "grooming"),
                    new SoldService("s3", "Overnight boarding", "boarding"),
                    new SoldService("s4", "Wellness exam", "vet"));

    static final Grammar GRAMMAR = new Grammar(KpiCatalogue.load()).of(PLACES, SERVICES);

    private GivenReader() {}

    static Understanding ask(String question) {
        return GRAMMAR.understand(question, SUNDAY);
    }

    static Understanding read(String question) {
        return GRAMMAR.read(question, SUNDAY);
    }

    /** On one line, as the golden set writes it. */
    static String line(Meaning meant) {
        return meant instanceof Why why ? line(why) : line((Query) meant);
    }

    private static String line(Why why) {
        var line = new StringBuilder("why ");
        line.append(why.looks().stream().map(Look::kpi).collect(Collectors.joining("+")));
        line.append(' ').append(why.moved().name().toLowerCase(Locale.ROOT));
        var contrast = why.contrast();
        line.append("; ").append(contrast.now().from()).append("..").append(contrast.now().to());
        if (contrast.isUsual()) {
            line.append("; usual");
        } else {
            var before = contrast.before().get(0);
            line.append("; with ").append(before.from()).append("..").append(before.to());
        }
        var place = why.place();
        if (place != null) {
            var kind = place.kind().name().toLowerCase(Locale.ROOT);
            line.append("; ").append(kind).append(' ').append(place.name());
        }
        if (why.services() != null) {
            line.append("; services ").append(why.services().name());
        }
        return line.toString();
    }

    private static String line(Query query) {
        var line = new StringBuilder(query.kpi().name());
        line.append("; ").append(days(query.period()));
        if (query.place() != null) {
            var kind = query.place().kind().name().toLowerCase(Locale.ROOT);
            line.append("; ").append(kind).append(' ').append(query.place().name());
        }
        if (query.services() != null) {
            line.append("; services ").append(query.services().name());
        }
        if (!query.weekdays().isEmpty()) {
            line.append("; on ")
                    .append(
                            query.weekdays().stream()
                                    .map(Enum::name)
                                    .collect(Collectors.joining(",")));
        }
        if (query.by() != null) {
            line.append("; by ").append(query.by().word());
        }
        var ranking = query.ranking();
        if (ranking != null) {
            line.append(ranking.isHighest() ? "; highest " : "; lowest ").append(ranking.most());
        }
        var compared = query.comparedWith();
        if (compared != null) {
            line.append("; against ").append(days(compared.period())).append(" with ");
            line.append(compared.isSameWeekday() ? "the same weekdays" : days(compared.with()));
        }
        return line.toString();
    }

    private static String days(Period period) {
        return period.from() + ".." + period.to();
    }
}
