package com.bloompetos.insight.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.rule.Precision;
import org.junit.jupiter.api.Test;

class WorthTest {
    private static final Precision UNJUDGED = new Precision(0, 0);

    @Test
    void moreMoneyIsWorthMore() {
        assertThat(worth(200, UNJUDGED, 0, 0, false))
                .isGreaterThan(worth(100, UNJUDGED, 0, 0, false));
    }

    @Test
    void whatPeopleCallWrongSinksAndWhatTheyUseRises() {
        assertThat(worth(100, new Precision(0, 20), 0, 0, false))
                .isLessThan(worth(100, UNJUDGED, 0, 0, false));
        assertThat(worth(100, new Precision(20, 0), 0, 0, false))
                .isGreaterThan(worth(100, UNJUDGED, 0, 0, false));
    }

    @Test
    void theThirdOfAPlaceAndTheOldAndTheKnownSink() {
        double first = worth(100, UNJUDGED, 0, 0, false);
        assertThat(worth(100, UNJUDGED, 0, 2, false)).isLessThan(first);
        assertThat(worth(100, UNJUDGED, 7, 0, false)).isLessThan(first);
        assertThat(worth(100, UNJUDGED, 0, 0, true)).isLessThan(first);
    }

    private static double worth(
            long cents, Precision precision, int daysOld, int toldBefore, boolean isKnown) {
        return new Worth(cents, 0.9, true, precision, daysOld, toldBefore, isKnown).cents();
    }
}
