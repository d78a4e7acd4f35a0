package com.bloompetos.insight.explain;

import java.math.BigInteger;

/** An exact number, so that parts sum to their whole and nothing is lost on the way. */
record Fraction(BigInteger over, BigInteger under) {
    static final Fraction ZERO = of(0);

    Fraction {
        if (under.signum() == 0) {
            throw new ArithmeticException("a fraction of nothing");
        }
        var common = over.gcd(under);
        if (under.signum() < 0) {
            common = common.negate();
        }
        if (common.signum() != 0) {
            over = over.divide(common);
            under = under.divide(common);
        }
    }

    static Fraction of(long whole) {
        return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    static Fraction of(long over, long under) {
        return new Fraction(BigInteger.valueOf(over), BigInteger.valueOf(under));
    }

    Fraction plus(Fraction other) {
        return new Fraction(
                over.multiply(other.under).add(other.over.multiply(under)),
                under.multiply(other.under));
    }

    Fraction minus(Fraction other) {
        return plus(new Fraction(other.over.negate(), other.under));
    }

    Fraction times(Fraction other) {
        return new Fraction(over.multiply(other.over), under.multiply(other.under));
    }

    /** The nearest whole number, halves upwards. */
    long rounded() {
        var two = BigInteger.TWO;
        var twice = over.multiply(two).add(under);
        var divided = twice.divideAndRemainder(under.multiply(two));
        var floor = divided[1].signum() < 0 ? divided[0].subtract(BigInteger.ONE) : divided[0];
        return floor.longValueExact();
    }
}
