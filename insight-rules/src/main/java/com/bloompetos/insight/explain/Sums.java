package com.bloompetos.insight.explain;

/**
 * What some facts come to.
 *
 * @param numerator of the KPI, money in cents
 * @param denominator how many facts there are
 * @param cents what they are worth
 */
public record Sums(long numerator, long denominator, long cents) {
    public static final Sums NONE = new Sums(0, 0, 0);

    public Sums plus(Sums other) {
        return new Sums(
                Math.addExact(numerator, other.numerator),
                Math.addExact(denominator, other.denominator),
                Math.addExact(cents, other.cents));
    }

    public Sums minus(Sums other) {
        return new Sums(
                Math.subtractExact(numerator, other.numerator),
                Math.subtractExact(denominator, other.denominator),
                Math.subtractExact(cents, other.cents));
    }
}
