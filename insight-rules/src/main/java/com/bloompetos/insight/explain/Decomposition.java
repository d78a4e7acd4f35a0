package com.bloompetos.insight.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the change of a number is made of, worked out from the answer to one query. Along every
 * attribute the values' changes sum to the whole change: nothing is estimated.
 *
 * @param before all stretches before together
 * @param times how many these are
 */
public record Decomposition(
        Look look, int times, Sums before, Sums now, Split split, List<Slice> slices) {

    /**
     * One value of one attribute.
     *
     * @param usual its numerator in one stretch before
     * @param change what it adds to the whole change
     */
    public record Slice(Attribute attribute, String value, Sums now, double usual, double change) {}

    /** One line of the answer: attribute, value, 1 for now, then the three sums. */
    private record Line(Attribute attribute, String value, boolean isNow, Sums sums) {
        static Line of(String text) {
            var fields = text.split("\t", -1);
            if (fields.length != 6) {
                throw new IllegalArgumentException(fields.length + " fields: " + text);
            }
            return new Line(
                    Attribute.of(fields[0]),
                    fields[1],
                    fields[2].equals("1"),
                    new Sums(
                            Long.parseLong(fields[3]),
                            Long.parseLong(fields[4]),
                            Long.parseLong(fields[5])));
        }
    }

    public Decomposition {
        slices = List.copyOf(slices);
    }

    public static Decomposition of(Look look, Contrast contrast, List<String> answer) {
        var now = new EnumMap<Attribute, Map<String, Sums>>(Attribute.class);
        var before = new EnumMap<Attribute, Map<String, Sums>>(Attribute.class);
        for (var text : answer) {
            var line = Line.of(text);
            (line.isNow() ? now : before)
                    .computeIfAbsent(line.attribute(), attribute -> new TreeMap<>())
                    .merge(line.value(), line.sums(), Sums::plus);
        }
        int times = contrast.times();
        var slices = new ArrayList<Slice>();
        for (var attribute : Attribute.values()) {
            var values = new TreeMap<String, Sums>(before.getOrDefault(attribute, Map.of()));
            now.getOrDefault(attribute, Map.of())
                    .keySet()
                    .forEach(v -> values.putIfAbsent(v, Sums.NONE));
            values.forEach(
                    (value, then) -> {
                        var present =
                                now.getOrDefault(attribute, Map.of())
                                        .getOrDefault(value, Sums.NONE);
                        double usual = (double) then.numerator() / times;
                        slices.add(
                                new Slice(
                                        attribute,
                                        value,
                                        present,
                                        usual,
                                        present.numerator() - usual));
                    });
        }
        var servicesBefore = before.getOrDefault(Attribute.SERVICE, Map.of());
        var servicesNow = now.getOrDefault(Attribute.SERVICE, Map.of());
        return new Decomposition(
                look,
                times,
                sum(servicesBefore),
                sum(servicesNow),
                Split.of(servicesBefore, servicesNow, times),
                slices);
    }

    private static Sums sum(Map<String, Sums> values) {
        return values.values().stream().reduce(Sums.NONE, Sums::plus);
    }

    public double usual() {
        return (double) before.numerator() / times;
    }

    public double usualFacts() {
        return (double) before.denominator() / times;
    }

    public double change() {
        return now.numerator() - usual();
    }

    /** What moved the number itself: a share by its rate, everything else by how much there was. */
    public double moved() {
        if (look.kind() != Look.Kind.SHARE) {
            return change();
        }
        return now.denominator() == 0 || before.denominator() == 0
                ? 0
                : (double) now.numerator() / now.denominator()
                        - (double) before.numerator() / before.denominator();
    }

    /** That with most of the change beyond what its size alone would bring. */
    public Optional<Slice> outstanding() {
        double change = change();
        double usual = usual();
        if (change == 0) {
            return Optional.empty();
        }
        return slices.stream()
                .filter(slice -> Math.signum(slice.change()) == Math.signum(change))
                .filter(slice -> excess(slice, change, usual) > 0)
                .max(Comparator.comparingDouble(slice -> excess(slice, change, usual)));
    }

    private static double excess(Slice slice, double change, double usual) {
        double fair = usual == 0 ? 0 : slice.usual() / usual * change;
        return Math.signum(change) * (slice.change() - fair);
    }
}
