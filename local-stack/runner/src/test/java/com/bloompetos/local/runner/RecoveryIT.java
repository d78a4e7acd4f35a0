package com.bloompetos.local.runner;

import static com.bloompetos.local.runner.TestStack.eventually;

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

    /** While the engine is away a question cannot be asked; the caller asks again. */
    private long number(String sql) throws Exception {
        try {
            List<String> answer = stack.warehouse(sql);
            return Long.parseLong(answer.get(0));
        } catch (java.io.IOException away) {
            throw new Complaint("the warehouse is away: " + away.getMessage());
        }
    }
}
