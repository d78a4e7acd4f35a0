package com.bloompetos.insight.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartSearchTest {
    private static final Weeks WEEKS = new Weeks(LocalDate.of(2026, 11, 21));
    private static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    private final Random random = new Random(8);

    @Test
    void thePartThatGotWorseIsFound() {
        var facts = facts(0.45, "Saturday");
        var cause = new PartSearch().explain(Look.NO_SHOW_RATE, facts, WEEKS).orElseThrow();
        assertThat(cause.part())
                .isEqualTo(
                        new Part(Map.of(Attribute.WEEKDAY, "Saturday", Attribute.CLIENT, "new")));
        assertThat(cause.change().worse()).isPositive();
        assertThat(cause.change())
                .isEqualTo(Change.of(Look.NO_SHOW_RATE, cause.part(), facts, WEEKS));
    }

    @Test
    void aWeekLikeTheOthersIsNothing() {
        assertThat(new PartSearch().explain(Look.NO_SHOW_RATE, facts(0.1, "Saturday"), WEEKS))
                .isEmpty();
    }

    @Test
    void aWholePlaceThatGotWorseHasNoPart() {
        var facts = facts(0.35, "");
        assertThat(new PartSearch().explain(Look.NO_SHOW_RATE, facts, WEEKS).orElseThrow().part())
                .isEqualTo(Part.ALL);
    }

    @Test
    void nothingIsNothing() {
        assertThat(new PartSearch().explain(Look.NET_SALES, List.of(), WEEKS)).isEmpty();
    }

    @Test
    void daysThatAreNotOverAreInNoWeek() {
        assertThat(WEEKS.isNow(LocalDate.of(2026, 11, 22))).isFalse();
        assertThat(WEEKS.first()).isEqualTo(LocalDate.of(2026, 11, 15));
        assertThat(WEEKS.since()).isEqualTo(LocalDate.of(2026, 10, 18));
    }

    /**
     * A tenth is missed, but in the last week this share of new clients' on that day, or of all.
     */
    private List<Fact> facts(double missed, String worseOn) {
        var facts = new ArrayList<Fact>();
        for (var day = WEEKS.since(); !day.isAfter(WEEKS.last()); day = day.plusDays(1)) {
            for (int i = 0; i < 80; i++) {
                var weekday = DAYS.get(day.getDayOfWeek().ordinal());
                var client = i % 2 == 0 ? "new" : "known";
                boolean isWorse =
                        WEEKS.isNow(day)
                                && (worseOn.isEmpty()
                                        || weekday.equals(worseOn) && client.equals("new"));
                boolean isMissed = random.nextDouble() < (isWorse ? missed : 0.1);
                facts.add(
                        new Fact(
                                day,
                                List.of(
                                        "grooming",
                                        "bath " + random.nextInt(4),
                                        "staff " + random.nextInt(4),
                                        weekday,
                                        "early",
                                        client,
                                        "same day",
                                        random.nextInt(3) == 0 ? "cat" : "dog"),
                                new Sums(isMissed ? 1 : 0, 1, 5_000)));
            }
        }
        return facts;
    }
}
