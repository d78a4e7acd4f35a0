package com.bloompetos.stream.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.insight.Finding;
import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.stream.warehouse.TestEngine;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AnomalyWatchTest {
    private static final String CHAIN = "0a000000-0000-4000-8000-000000000001";
    private static final String BRANCH = "0b000000-0000-4000-8000-000000000001";
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 18);
    private static final Instant EVENING = Instant.parse("2026-11-18T20:00:00Z");

    private final Warehouse warehouse = new Warehouse();
    private final List<Finding> told = new ArrayList<>();
    private Instant now = EVENING;
    private AnomalyWatch watch = newLife();

    private AnomalyWatch newLife() {
        return new AnomalyWatch(warehouse.engine, KpiCatalogue.load(), told::add, () -> now);
    }

    private List<String> states() {
        return told.stream()
                .map(each -> each.getRule() + " " + each.getEpisode() + " " + each.getState())
                .toList();
    }

    private void look(Duration later) throws Exception {
        now = now.plus(later);
        watch.look();
    }

    private void usualDays(String kpi, long value, long base) {
        for (int before = 56; before > 0; before--) {
            long wobble = (before * 7919L % 11 - 5) * value / 60;
            warehouse.tell(kpi, TODAY.minusDays(before), value + wobble, base);
        }
    }

    @Test
    void aSpikeIsToldOnceAndEndedWhenItIsRestated() throws Exception {
        usualDays("no_show_rate", 11, 100);
        warehouse.tell("no_show_rate", TODAY, 40, 100);
        look(Duration.ZERO);
        look(Duration.ofSeconds(1));
        look(Duration.ofSeconds(1));
        assertThat(states()).containsExactly("no_show_spike 2026-11-18 opened");
        warehouse.tell("no_show_rate", TODAY, 12, 100);
        look(Duration.ofSeconds(1));
        assertThat(states())
                .containsExactly(
                        "no_show_spike 2026-11-18 opened", "no_show_spike 2026-11-18 resolved");
    }

    @Test
    void aFallWaitsUntilNoMoreRowsCome() throws Exception {
        usualDays("net_sales", 900_000, 0);
        look(Duration.ZERO);
        look(Duration.ofSeconds(5));
        told.clear(); // A day without any sale has been told; now its rows come after all.
        watch = newLife();
        warehouse.tell("net_sales", TODAY, 100_000, 0);
        look(Duration.ofSeconds(1));
        warehouse.tell("net_sales", TODAY, 880_000, 0);
        look(Duration.ofSeconds(1));
        look(Duration.ofSeconds(4));
        assertThat(told).isEmpty();
    }

    @Test
    void theNextLifeRepeatsNothingAndEndsWhatIsOver() throws Exception {
        usualDays("refunds", 90_000, 0);
        warehouse.tell("refunds", TODAY, 900_000, 0);
        look(Duration.ZERO);
        assertThat(states()).containsExactly("refund_spike 2026-11-18 opened");
        warehouse.opened("refund_spike", "refunds", "2026-11-18");
        told.clear();
        watch = newLife();
        look(Duration.ofSeconds(1));
        look(Duration.ofSeconds(1));
        assertThat(told).isEmpty();
        warehouse.tell("refunds", TODAY, 95_000, 0);
        look(Duration.ofSeconds(1));
        assertThat(states()).containsExactly("refund_spike 2026-11-18 resolved");
    }

    @Test
    void nothingIsSaidWhileChangesArriveLate() throws Exception {
        usualDays("refunds", 90_000, 0);
        warehouse.tell("refunds", TODAY, 900_000, 0);
        warehouse.heartbeatAge = 60;
        look(Duration.ZERO);
        assertThat(told).isEmpty();
        warehouse.heartbeatAge = 1;
        look(Duration.ofSeconds(1));
        assertThat(states()).containsExactly("refund_spike 2026-11-18 opened");
    }

    @Test
    void anHourWithoutABookingIsToldAndTheNextBookingEndsIt() throws Exception {
        usualDays("bookings", 400, 0);
        now = Instant.parse("2026-11-18T13:00:00Z");
        warehouse.tell("bookings", TODAY, 200, 0);
        warehouse.lastBooking = Instant.parse("2026-11-18T11:59:00Z");
        look(Duration.ZERO);
        assertThat(told).isEmpty(); // Its bookings may be on their way.
        look(Duration.ofSeconds(3));
        assertThat(states()).containsExactly("silent_branch 2026-11-18T11:59:00Z opened");
        warehouse.lastBooking = Instant.parse("2026-11-18T13:00:09Z");
        warehouse.tell("bookings", TODAY, 201, 0);
        look(Duration.ofSeconds(10));
        assertThat(states()).endsWith("silent_branch 2026-11-18T11:59:00Z resolved");
    }

    @Test
    void aDayThatIsBookedBeyondItsStaffIsToldAndEndsWhenTheyHaveTimeAgain() throws Exception {
        warehouse.tell("utilisation", TODAY.plusDays(2), 600, 480);
        look(Duration.ZERO);
        warehouse.tell("utilisation", TODAY.plusDays(2), 450, 480);
        look(Duration.ofSeconds(1));
        assertThat(states())
                .containsExactly(
                        "overbooking 2026-11-20 opened", "overbooking 2026-11-20 resolved");
    }

    @Test
    void onlyTheNewBranchIsReadFromItsBeginning() throws Exception {
        usualDays("refunds", 90_000, 0);
        look(Duration.ZERO);
        warehouse.branches.add("0b000000-0000-4000-8000-000000000002");
        warehouse.asked.clear();
        look(Duration.ofSeconds(10));
        look(Duration.ofSeconds(10));
        assertThat(warehouse.asked)
                .filteredOn(select -> select.contains("latest_readings final"))
                .noneMatch(select -> select.contains(" and true"))
                .filteredOn(select -> select.contains("branch_id in ('"))
                .isNotEmpty()
                .allMatch(
                        select ->
                                select.contains(
                                        "branch_id in ('0b000000-0000-4000-8000-000000000002')"))
                .doesNotHaveDuplicates();
    }

    /** One branch in London, and its readings; it answers the questions of the watch. */
    private static final class Warehouse {
        private final TestEngine engine = new TestEngine();
        private final Map<String, List<String>> cells = new TreeMap<>();
        private final List<List<String>> open = new ArrayList<>();
        private final List<String> branches = new ArrayList<>(List.of(BRANCH));
        private final List<String> asked = new ArrayList<>();
        private long recorded = EVENING.toEpochMilli() * 1_000;
        private long version;
        private int heartbeatAge = 1;
        private Instant lastBooking = Instant.EPOCH;

        private Warehouse() {
            engine.answers = this::answer;
        }

        void tell(String kpi, LocalDate day, long numerator, long denominator) {
            recorded += 1_000;
            version++;
            cells.put(
                    kpi + day,
                    List.of(
                            kpi,
                            CHAIN,
                            BRANCH,
                            day.toString(),
                            String.valueOf(numerator),
                            String.valueOf(denominator),
                            String.valueOf(version),
                            String.valueOf(recorded)));
        }

        void opened(String rule, String kpi, String episode) {
            open.add(List.of(CHAIN, BRANCH, rule, "kpi", kpi, episode));
        }

        private List<List<String>> answer(String select) {
            asked.add(select);
            if (select.startsWith("exists")) {
                return List.of(List.of("1"));
            }
            if (select.contains("raw.findings")) {
                return open;
            }
            if (select.contains("staging.branches")) {
                return branches.stream()
                        .map(branch -> List.of(CHAIN, branch, "Europe/London", "480", "1080"))
                        .toList();
            }
            if (select.contains("cdc_heartbeats")) {
                return List.of(List.of(String.valueOf(heartbeatAge)));
            }
            if (select.contains("raw.appointments")) {
                return List.of(List.of(BRANCH, String.valueOf(lastBooking.toEpochMilli() * 1_000)));
            }
            if (select.contains("mart.readings") || select.contains("receivables_age")) {
                return List.of();
            }
            return List.copyOf(cells.values());
        }
    }
}
