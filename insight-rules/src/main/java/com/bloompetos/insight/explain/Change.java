package com.bloompetos.insight.explain;

import java.util.List;
import java.util.function.Predicate;

/**
 * A part and the rest of its place, in a week and in the four before it.
 *
 * @param before the part in the four weeks together
 */
public record Change(Look look, Sums before, Sums now, Sums restBefore, Sums restNow) {

    public static Change of(Look look, Part part, List<Fact> facts, Weeks weeks) {
        return new Change(
                look,
                sum(facts, fact -> weeks.isBefore(fact.day()) && part.holds(fact)),
                sum(facts, fact -> weeks.isNow(fact.day()) && part.holds(fact)),
                sum(facts, fact -> weeks.isBefore(fact.day()) && !part.holds(fact)),
                sum(facts, fact -> weeks.isNow(fact.day()) && !part.holds(fact)));
    }

    private static Sums sum(List<Fact> facts, Predicate<Fact> which) {
        return facts.stream().filter(which).map(Fact::sums).reduce(Sums.NONE, Sums::plus);
    }

    public Sums wholeNow() {
        return now.plus(restNow);
    }

    public Sums wholeBefore() {
        return before.plus(restBefore);
    }

    /** What the part's numerator would be if it were as usual. */
    public double usual() {
        return usual(look, before, now);
    }

    public double wholeUsual() {
        return usual(look, wholeBefore(), wholeNow());
    }

    /**
     * How much worse than usual the part is, in its numerator; never below zero when it is a cause.
     */
    public double worse() {
        double more = now.numerator() - usual();
        return look.isBadWhenRising() ? more : -more;
    }

    /** What that is worth; shares and counts by what the part's facts are worth each. */
    public long atStakeCents() {
        if (look.kind() == Look.Kind.MONEY) {
            return Math.round(worse());
        }
        long facts = now.denominator() + before.denominator();
        return facts == 0
                ? 0
                : Math.round(worse() * (now.cents() + before.cents()) / (double) facts);
    }

    private static double usual(Look look, Sums before, Sums now) {
        if (look.kind() != Look.Kind.SHARE) {
            return before.numerator() / (double) Weeks.BEFORE;
        }
        return before.denominator() == 0
                ? now.numerator()
                : (double) before.numerator() / before.denominator() * now.denominator();
    }
}
