package com.bloompetos.insight.narrative;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.explain.BestWeek;
import com.bloompetos.insight.explain.Course;
import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.explain.Sums;
import com.bloompetos.insight.explain.Trend;
import java.time.LocalDate;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class CourseTellerTest {
    private static final CourseTeller TELLER = new CourseTeller("Riverside", "USD");

    @Test
    void aTrendSaysItsEndsAndItsLine() {
        var trend = Trend.of(course(Look.NO_SHOW_RATE, 20, 3));
        var told = TELLER.tell(trend);
        assertThat(told.text())
                .isEqualTo(
                        "Riverside: 53 of 400 appointments were missed from 15 November to 21 November, a higher rate than"
                                + " 32 of 400 from 27 September to 3 October. The line through these 8 weeks rises by 0.8 points"
                                + " a week. About 1,050 USD a week is at stake.");
    }

    @Test
    void aRecordSaysOfHowManyWeeksItIsTheBest() {
        var told = TELLER.tell(BestWeek.of(course(Look.NET_SALES, 2_000_000, 40_000)));
        assertThat(told.text())
                .isEqualTo(
                        "Riverside: net sales of 24,400 USD from 15 November to 21 November, the highest of 12 weeks; the"
                                + " usual is 22,000 USD. That is worth about 2,400 USD.");
    }

    @Test
    void everyLooksSentenceStands() {
        for (var look : Look.values()) {
            var course = course(look, 20, look.isBadWhenRising() ? 3 : -1);
            assertStands(TELLER.tell(Trend.of(course)));
            assertStands(TELLER.tell(BestWeek.of(course)));
            assertThat(CourseTeller.trendTitle(look)).isNotEmpty();
            assertThat(CourseTeller.recordTitle(look)).endsWith("of 12 weeks");
        }
    }

    @Test
    void whatIsTurnedRoundFalls() {
        var told = TELLER.tell(Trend.of(course(Look.BOOKINGS, 400, -20)));
        assertThat(told.text()).contains("falls by 20.0 a week", "down from");
        assertThat(Proof.objection(told.text().replace("falls by", "rises by"), told)).isNotEmpty();
        assertThat(Proof.objection(told.text().replace("a week", "a year"), told)).isNotEmpty();
        assertThat(Proof.objection(told.text().replace("20.0", "2.0"), told)).isNotEmpty();
        assertThat(Proof.objection(told.text().replace("The line", "No line"), told)).isNotEmpty();
    }

    private static void assertStands(Narrative told) {
        assertThat(Proof.objection(told.text(), told)).as(told.text()).isEmpty();
    }

    private static Course course(Look look, long begin, long step) {
        var weeks = new ArrayList<Sums>();
        for (int week = 0; week < Course.WEEKS; week++) {
            weeks.add(new Sums(begin + step * week, 400, 2_000_000));
        }
        return new Course(look, LocalDate.of(2026, 11, 21), weeks);
    }
}
