package com.bloompetos.local.runner;

import static com.bloompetos.local.runner.TestStack.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.api.Clocks;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The batch beside the streams, on the real stack: readings, seals, and what was shown when. */
@ExtendWith(SharedStack.class)
class BatchIT {
    /** A round every few seconds, and the first one computes every KPI there is. */
    private static final Duration ROUNDS = Duration.ofSeconds(300);

    private final TestStack stack = SharedStack.get();
    private Clinic clinic;

    @BeforeEach
    void openAClinic() throws Exception {
        clinic = Clinic.open(stack);
    }

    @Test
    void aKpiThatNoStreamTellsFollowsItsRows() throws Exception {
        try (var connection = stack.owner(clinic.organization)) {
            clinic.sell(connection, 6000);
            eventually(
                    "one sale",
                    ROUNDS,
                    () -> told("average_transaction").equals(List.of("6000\t1\tbatch")));
            clinic.sell(connection, 3000);
        }
        eventually(
                "two sales",
                ROUNDS,
                () -> told("average_transaction").equals(List.of("9000\t2\tbatch")));
        assertThat(read("average_transaction", "").path("total").path("value").asDouble())
                .isEqualTo(4500);
    }

    @Test
    void whatTheStreamTellsIsSealed() throws Exception {
        try (var connection = stack.owner(clinic.organization)) {
            clinic.book(connection);
            clinic.book(connection);
        }
        eventually(
                "a seal over the branch's bookings",
                ROUNDS,
                () -> read("bookings", "").path("seal").path("cells").asInt() == 1);
        var answer = read("bookings", "");
        assertThat(answer.path("seal").path("differing").asInt()).isZero();
        assertThat(answer.path("total").path("numerator").asInt()).isEqualTo(2);
        assertThat(told("bookings")).containsExactly("2\t0\tstream");
    }

    @Test
    void aDifferenceIsAFindingWithBothNumbersAndThenPutRight() throws Exception {
        try (var connection = stack.owner(clinic.organization)) {
            var booked = clinic.book(connection);
            eventually(
                    "one booking", ROUNDS, () -> told("bookings").equals(List.of("1\t0\tstream")));
            // As if the stream had counted twice, at a version that it will not reach again.
            stack.warehouse(
                    """
                    insert into mart.latest_readings (kpi, definition_version, organization_id, branch_id, day, dimensions,
                        numerator, denominator, version, source, recorded_at)
                    select kpi, definition_version, organization_id, branch_id, day, dimensions, 2, 0,
                        version + 1000000000, 'stream', now64(6) - interval 60 second
                    from mart.latest_readings final where kpi = 'bookings' and organization_id = '%s'"""
                            .formatted(clinic.organization));
            Clinic.run(
                    connection,
                    "update appointments set confirmed_at = now() where appointment_id = '%s'",
                    booked);
        }
        eventually(
                "the batch's value", ROUNDS, () -> told("bookings").equals(List.of("1\t0\tbatch")));
        assertThat(
                        stack.warehouse(
                                "select stream_numerator, batch_numerator from mart.differences where organization_id = '%s'"
                                        .formatted(clinic.organization)))
                .containsExactly("2\t1");
        eventually("somebody is told", ROUNDS, () -> alerts() == 1);
    }

    @Test
    void whatWasShownThenIsAnsweredAndTheBridgeNamesTheRows() throws Exception {
        try (var connection = stack.owner(clinic.organization)) {
            clinic.book(connection);
            eventually("one booking is on record", ROUNDS, () -> logged() == 1);
            var then = Instant.now();
            var booked = clinic.book(connection);
            eventually("two bookings are on record", ROUNDS, () -> logged() == 2);
            assertThat(read("bookings", "&as_of=" + then).path("total").path("numerator").asInt())
                    .isEqualTo(1);
            assertThat(read("bookings", "").path("total").path("numerator").asInt()).isEqualTo(2);
            eventually(
                    "the bridge names the second booking",
                    ROUNDS,
                    () -> rows(bridge(then)).contains(booked.toString()));
            var cell = bridge(then).path("changed").get(0);
            assertThat(cell.path("then").path("numerator").asInt()).isEqualTo(1);
            assertThat(cell.path("now").path("numerator").asInt()).isEqualTo(2);
        }
    }

    private List<String> told(String kpi) throws Exception {
        return stack.warehouse(
                "select numerator, denominator, source from mart.latest_readings final where kpi = '%s' and organization_id = '%s' and (numerator, denominator) != (0, 0)"
                        .formatted(kpi, clinic.organization));
    }

    private int logged() throws Exception {
        return Integer.parseInt(
                stack.warehouse(
                                "select max(numerator) from mart.readings where kpi = 'bookings' and organization_id = '%s'"
                                        .formatted(clinic.organization))
                        .get(0));
    }

    private JsonNode read(String kpi, String more) throws Exception {
        return stack.api(clinic.organization, path(kpi) + range() + more);
    }

    private JsonNode bridge(Instant then) throws Exception {
        return stack.api(
                clinic.organization, path("bookings") + "/bridge" + range() + "&as_of=" + then);
    }

    private static List<String> rows(JsonNode bridge) {
        return bridge.path("rows").findValuesAsText("id");
    }

    private String path(String kpi) {
        return "/v1/branches/" + clinic.branch + "/kpis/" + kpi;
    }

    private static String range() {
        var today = LocalDate.now(Clocks.NOON);
        return "?from=" + today.minusDays(1) + "&to=" + today;
    }

    private long alerts() throws Exception {
        try (var connection = stack.owner(clinic.organization);
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select count(*) from alerts where rule = 'stream_batch_difference'")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
