package com.bloompetos.insight.explain;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where the change of a numerator comes from, beside a usual week: more or fewer facts at the usual
 * rate (volume), other kinds of facts than usual (mix), and another rate within each kind (rate).
 * Worked out in fractions and rounded once, so that the three always sum to the change; what
 * rounding leaves goes to the rate and is never above one.
 */
public record Split(long change, long volume, long mix, long rate) {
    public Split {
        if (Math.addExact(Math.addExact(volume, mix), rate) != change) {
            throw new IllegalArgumentException(
                    "%d is not %d + %d + %d".formatted(change, volume, mix, rate));
        }
    }

    /** Kinds are the values of one attribute, each with its sums. */
    public static Split of(Map<String, Sums> before, Map<String, Sums> now) {
        return of(before, now, Weeks.BEFORE);
    }

    /**
     * @param times how many stretches the sums before are of
     */
    static Split of(Map<String, Sums> before, Map<String, Sums> now, int times) {
        var exact = Exact.of(before, now, times);
        long change = exact.change().rounded();
        long volume = exact.volume().rounded();
        long mix = exact.mix().rounded();
        return new Split(change, volume, mix, change - volume - mix);
    }

    /** Of facts, by one of their attributes. */
    public static Split by(Attribute attribute, List<Fact> facts, Weeks weeks) {
        var before = new java.util.TreeMap<String, Sums>();
        var now = new java.util.TreeMap<String, Sums>();
        for (var fact : facts) {
            var kind = fact.attributes().get(attribute.ordinal());
            if (weeks.isNow(fact.day())) {
                now.merge(kind, fact.sums(), Sums::plus);
            } else if (weeks.isBefore(fact.day())) {
                before.merge(kind, fact.sums(), Sums::plus);
            }
        }
        return of(before, now);
    }

    /** The same before it is rounded. */
    record Exact(Fraction change, Fraction volume, Fraction mix, Fraction rate) {

        static Exact of(Map<String, Sums> before, Map<String, Sums> now, int times) {
            var weeks = Fraction.of(1, times);
            var allBefore = before.values().stream().reduce(Sums.NONE, Sums::plus);
            var allNow = now.values().stream().reduce(Sums.NONE, Sums::plus);
            var factsBefore = Fraction.of(allBefore.denominator()).times(weeks);
            var factsNow = Fraction.of(allNow.denominator());
            var usualRate = rate(allBefore, Fraction.ZERO);
            var change =
                    Fraction.of(allNow.numerator())
                            .minus(Fraction.of(allBefore.numerator()).times(weeks));
            var volume = factsNow.minus(factsBefore).times(usualRate);
            // What the facts of now would bring, each kind at its own usual rate.
            var told = Fraction.ZERO;
            var rate = Fraction.ZERO;
            for (var kind : kinds(before, now)) {
                var then = before.getOrDefault(kind, Sums.NONE);
                var present = now.getOrDefault(kind, Sums.NONE);
                var usual = Fraction.of(present.denominator()).times(rate(then, usualRate));
                told = told.plus(usual);
                rate = rate.plus(Fraction.of(present.numerator()).minus(usual));
            }
            var mix = told.minus(factsNow.times(usualRate));
            // A sum without facts before has no usual rate to be split by: all of it is rate.
            var left = change.minus(volume).minus(mix).minus(rate);
            return new Exact(change, volume, mix, rate.plus(left));
        }

        private static SortedSet<String> kinds(Map<String, Sums> before, Map<String, Sums> now) {
            var kinds = new TreeSet<>(before.keySet());
            kinds.addAll(now.keySet());
            return kinds;
        }

        private static Fraction rate(Sums sums, Fraction without) {
            return sums.denominator() == 0
                    ? without
                    : Fraction.of(sums.numerator(), sums.denominator());
        }
    }
}
