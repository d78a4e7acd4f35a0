package com.bloompetos.insight.anomaly;

/** Functions that tails are made of. */
final class LogGamma {
    private static final double PRECISION = 1e-12;
    private static final int MOST_STEPS = 10_000;
    private static final double TINY = 1e-300;

    private LogGamma() {}

    /** Stirling's series (Abramowitz and Stegun 6.1.41), after stepping up to where it is exact. */
    static double of(double x) {
        double shift = 0;
        double z = x;
        while (z < 10) {
            shift -= Math.log(z);
            z++;
        }
        double inverse = 1 / z;
        double square = inverse * inverse;
        return shift
                + (z - 0.5) * Math.log(z)
                - z
                + 0.5 * Math.log(2 * Math.PI)
                + inverse * (1 / 12.0 - square * (1 / 360.0 - square / 1260));
    }

    /**
     * P(shape, x), the part of a gamma distribution below x (6.5.29 below the mean, 6.5.31 above).
     */
    static double below(double shape, double x) {
        if (x <= 0) {
            return 0;
        }
        double scale = Math.exp(shape * Math.log(x) - x - of(shape));
        return x < shape + 1 ? scale * series(shape, x) : 1 - scale * fraction(shape, x);
    }

    /** The part above x, exact also where it is small. */
    static double above(double shape, double x) {
        if (x <= 0) {
            return 1;
        }
        double scale = Math.exp(shape * Math.log(x) - x - of(shape));
        return x < shape + 1 ? 1 - scale * series(shape, x) : scale * fraction(shape, x);
    }

    private static double series(double shape, double x) {
        double term = 1 / shape;
        double sum = term;
        for (int n = 1; n < MOST_STEPS && term > sum * PRECISION; n++) {
            term *= x / (shape + n);
            sum += term;
        }
        return sum;
    }

    /** The continued fraction from its front, by Lentz's method. */
    private static double fraction(double shape, double x) {
        double b = x + 1 - shape;
        double c = 1 / TINY;
        double d = 1 / b;
        double product = d;
        for (int n = 1; n < MOST_STEPS; n++) {
            double a = -n * (n - shape);
            b += 2;
            d = 1 / nonZero(a * d + b);
            c = nonZero(b + a / c);
            double step = c * d;
            product *= step;
            if (Math.abs(step - 1) < PRECISION) {
                break;
            }
        }
        return product;
    }

    private static double nonZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
