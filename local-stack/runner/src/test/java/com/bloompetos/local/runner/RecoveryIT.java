package com.bloompetos.local.runner;

import static com.bloompetos.local.runner.TestStack.eventually;

import com.bloompetos.local.api.Clocks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part that is killed comes back by itself and nothing is lost, doubled or stale. */
@ExtendWith(SharedStack.class)
class RecoveryIT {
    private static final Duration COMEBACK = Duration.ofSeconds(90);

    private final TestStack stack = SharedStack.get();

    @ParameterizedTest
    @ValueSource(strings = {"flink", "clickhouse", "connect"})
    void bookingsMadeWhileAPartIsDeadAreCountedOnce(String part) throws Exception {
        var clinic = Clinic.open(stack);
        try (var connection = stack.owner(clinic.organization)) {
            for (int i = 0; i < 20; i++) clinic.book(connection);
            eventually("20 bookings", COMEBACK, () -> bookings(clinic) == 20);
            var killed = stack.pid(part);
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            for (int i = 0; i < 20; i++) clinic.book(connection);
            eventually(
                    part + " is back",
                    COMEBACK,
                    () -> stack.isUp(part) && stack.pid(part) != killed);
            for (int i = 0; i < 5; i++) clinic.book(connection);
        }
        eventually("45 bookings", COMEBACK, () -> bookings(clinic) == 45);
        eventually("45 mirrored rows", COMEBACK, () -> mirrored(clinic) == 45);
    }

    @Test
    void aStoppedBrokerLosesNothing() throws Exception {
        bookingsMadeWhileAPartIsDeadAreCountedOnce("kafka");
    }

    @Test
    void anAnomalyIsToldOnceAndEndsThroughAKillOfTheWatch() throws Exception {
        var clinic = Clinic.open(stack);
        // The past as readings: each day three missed of forty.
        stack.warehouse(
                """
                insert into mart.latest_readings (kpi, definition_version, organization_id, branch_id, day, dimensions,
                    numerator, denominator, version, source, recorded_at)
                select 'no_show_rate', 1, '%s', '%s', toDate(now('%s')) - 1 - number, ['past'],
                       3 + number %% 2, 40, 1, 'stream', now64(6)
                from numbers(1, 56)"""
                        .formatted(clinic.organization, clinic.branch, Clocks.NOON));
        try (var connection = stack.owner(clinic.organization)) {
            missYesterday(connection, clinic, 30);
            eventually(
                    "the spike's alert",
                    COMEBACK,
                    () -> alerts(clinic).equals(List.of("no_show_spike\topened")));
            var killed = stack.pid("flink");
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            eventually(
                    "flink is back",
                    COMEBACK,
                    () -> stack.isUp("flink") && stack.pid("flink") != killed);
            // They were entered wrongly; only a watch that knows what it told can take it back.
            Clinic.run(
                    connection,
                    "update appointments set status = 'completed' where organization_id = '%s' and status = 'no_show'",
                    clinic.organization);
        }
        eventually(
                "the one alert is resolved, and there was no other",
                COMEBACK,
                () -> alerts(clinic).equals(List.of("no_show_spike\tresolved")));
        // Readings without rows behind them are what other tests of this stack look for.
        stack.warehouse(
                "delete from mart.latest_readings where organization_id = '%s' and dimensions = ['past']"
                        .formatted(clinic.organization));
    }

    private static void missYesterday(Connection connection, Clinic clinic, int missed)
            throws SQLException {
        Clinic.run(
                connection,
                """
                insert into appointments (organization_id, branch_id, pet_id, service_id, appointment_date, ends_at,
                    price_cents, created_at, status)
                select '%1$s', '%2$s', '%3$s', '%4$s', at, at + interval '10 minutes', 6000, at - interval '2 days', 'no_show'
                from (select ((now() at time zone '%5$s')::date - 1)::timestamp at time zone '%5$s'
                             + make_interval(hours => 9, mins => 15 * n) as at
                      from generate_series(1, %6$d) as n) as visits""",
                clinic.organization,
                clinic.branch,
                clinic.pet,
                clinic.service,
                Clocks.NOON,
                missed);
    }

    private List<String> alerts(Clinic clinic) throws Exception {
        return asked(
                "select rule, status from raw.alerts final where organization_id = '%s' and rule = 'no_show_spike'"
                        .formatted(clinic.organization));
    }

    private long bookings(Clinic clinic) throws Exception {
        return number(
                "select sum(numerator) from mart.latest_readings final where kpi = 'bookings' and organization_id = '%s'"
                        .formatted(clinic.organization));
    }

    private long mirrored(Clinic clinic) throws Exception {
        return number(
                "select count() from raw.appointments final where organization_id = '%s'"
                        .formatted(clinic.organization));
    }

    private long number(String sql) throws Exception {
        return Long.parseLong(asked(sql).get(0));
    }

    /** While the engine is away a question cannot be asked; the caller asks again. */
    private List<String> asked(String sql) throws Exception {
        try {
            return stack.warehouse(sql);
        } catch (java.io.IOException away) {
            throw new Complaint("the warehouse is away: " + away.getMessage());
        }
    }
}
