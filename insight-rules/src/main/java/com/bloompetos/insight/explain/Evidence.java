package com.bloompetos.insight.explain;

/**
 * By how much two groups of facts are better told by a rate of change each than by one for both, as
 * log-likelihood: the scan statistic of Kulldorff (Commun. Statist. 26, 1997), with each group held
 * against its own past. What was counted is Poisson given how much there was of it; the expected
 * number cancels, since of all events of both periods the share of the later one is binomial.
 */
final class Evidence {
    private static final int HALVINGS = 20;
    private static final double MOST = 100;

    private Evidence() {}

    /**
     * One group in both periods.
     *
     * @param now events, in units of which each is independent
     * @param exposure how much there was that could have brought events
     */
    record Group(double now, double before, double exposureNow, double exposureBefore) {
        double all() {
            return now + before;
        }

        /** The change of the rate, leaning on no change with half an event. */
        double change() {
            return (now + 0.5) / (exposureNow + 1e-9) / ((before + 0.5) / (exposureBefore + 1e-9));
        }

        private double share(double change) {
            return change * exposureNow / (exposureBefore + change * exposureNow);
        }

        private double gain(double change) {
            double share = share(change);
            return term(now, all() * share) + term(before, all() * (1 - share));
        }

        private static double term(double seen, double told) {
            return seen <= 0 ? 0 : seen * Math.log(seen / told);
        }
    }

    /** Held against no change at all. */
    static double of(Group group) {
        return group.gain(1);
    }

    /** Held against the change that both share. */
    static double of(Group part, Group rest) {
        double change = shared(part, rest);
        return part.gain(change) + rest.gain(change);
    }

    /** The common change that tells both groups best. */
    static double shared(Group part, Group rest) {
        if (part.exposureNow() == rest.exposureNow()
                && part.exposureBefore() == rest.exposureBefore()) {
            double before = Math.max(1e-9, part.before() + rest.before());
            return (part.now() + rest.now()) / before * part.exposureBefore() / part.exposureNow();
        }
        double now = part.now() + rest.now();
        double low = 1 / MOST;
        double high = MOST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(low * high);
            double told = part.all() * part.share(middle) + rest.all() * rest.share(middle);
            if (told < now) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.sqrt(low * high);
    }
}
