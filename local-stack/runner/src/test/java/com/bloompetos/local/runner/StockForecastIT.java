package com.bloompetos.local.runner;

import static com.bloompetos.local.runner.TestStack.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.Topic;
import com.bloompetos.local.api.Clocks;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Four bottles leave the shelf every day; what that means for the days to come. */
@ExtendWith(SharedStack.class)
class StockForecastIT {
    private static final Duration SOON = Duration.ofSeconds(45);
    private static final Duration COMEBACK = Duration.ofSeconds(120);

    private final TestStack stack = SharedStack.get();

    @Test
    void aShelfThatRunsDownIsForecastOrderedAndForgottenThroughAKill() throws Exception {
        var clinic = Clinic.open(stack);
        var item = clinic.stock(stack, 40 + 60 * 4, 5);
        try (var connection = stack.owner(clinic.organization)) {
            Clinic.run(
                    connection,
                    """
                    insert into inventory_movements (organization_id, branch_id, item_id, kind, quantity, created_at)
                    select '%s', '%s', '%s', 'use', -4, now() - make_interval(days => day)
                    from generate_series(1, 60) as day""",
                    clinic.organization,
                    clinic.branch,
                    item);
            eventually(
                    "ten days of stock, known to be that",
                    SOON,
                    () ->
                            told(
                                            clinic,
                                            "on_hand, is_known, round(daily_demand), order_quantity > 0")
                                    .equals(List.of("40\ttrue\t4\t1")));

            clinic.use(connection, item, 30);
            eventually(
                    "it will run out before a delivery",
                    SOON,
                    () -> told(clinic, "on_hand, probability > 0.9").equals(List.of("10\t1")));
            eventually(
                    "an alert that flowed back through the log",
                    SOON,
                    () -> alerts(clinic, item).equals(List.of("stockout_risk\topened")));
            eventually(
                    "the API lists it",
                    SOON,
                    () -> {
                        var listed = listed(clinic);
                        return listed.size() == 1
                                && listed.get(0).path("order_quantity").asInt() > 60
                                && listed.get(0).path("item_id").asText().equals(item.toString());
                    });
            Clinic.run(
                    connection,
                    """
                    insert into vaccinations (organization_id, branch_id, pet_id, vaccine_name, vaccination_date, expiry_date)
                    select '%s', '%s', '%s', 'Rabies', today - 365, today
                    from (select (now() at time zone '%s')::date as today) as days""",
                    clinic.organization,
                    clinic.branch,
                    clinic.pet,
                    Clocks.NOON);
            eventually("a vaccination that is due today", SOON, () -> due(clinic) == 1);

            // Killed, and meanwhile a movement of yesterday comes late.
            var killed = stack.pid("flink");
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            usedYesterday(connection, clinic, item, 8);
            eventually(
                    "flink is back",
                    COMEBACK,
                    () -> stack.isUp("flink") && stack.pid("flink") != killed);
            eventually(
                    "the late movement counts where it belongs",
                    COMEBACK,
                    () -> told(clinic, "on_hand, daily_demand > 4.1").equals(List.of("2\t1")));

            Clinic.run(
                    connection,
                    "insert into inventory_movements (organization_id, branch_id, item_id, kind, quantity) values ('%s', '%s', '%s', 'receipt', 500)",
                    clinic.organization,
                    clinic.branch,
                    item);
        }
        eventually(
                "the one alert is resolved, and there was no other",
                SOON,
                () -> alerts(clinic, item).equals(List.of("stockout_risk\tresolved")));
        eventually(
                "it lasts, and nothing is to be ordered",
                SOON,
                () -> told(clinic, "probability < 0.01, order_quantity").equals(List.of("1\t0")));
        assertThat(due(clinic)).as("told before the kill, and not again").isEqualTo(1);
    }

    private static void usedYesterday(Connection connection, Clinic clinic, UUID item, int units)
            throws SQLException {
        Clinic.run(
                connection,
                "insert into inventory_movements (organization_id, branch_id, item_id, kind, quantity, created_at) values ('%s', '%s', '%s', 'use', -%d, now() - interval '1 day')",
                clinic.organization,
                clinic.branch,
                item,
                units);
    }

    /** On a busy machine its first connection to the engine may take longer than its patience. */
    private JsonNode listed(Clinic clinic) throws Exception {
        try {
            return stack.api(
                    clinic.organization, "/v1/branches/" + clinic.branch + "/stock-forecasts");
        } catch (AssertionError notYet) {
            throw new Complaint(String.valueOf(notYet.getMessage()));
        }
    }

    private long due(Clinic clinic) {
        return KafkaReads.records(stack.stack().kafka(), Topic.VACCINATIONS_DUE.name()).stream()
                .filter(
                        event ->
                                new String(event.key(), UTF_8)
                                        .startsWith(clinic.organization + "/"))
                .count();
    }

    private List<String> told(Clinic clinic, String columns) throws Exception {
        return asked(
                "select %s from mart.stock_forecasts final where organization_id = '%s'"
                        .formatted(columns, clinic.organization));
    }

    private List<String> alerts(Clinic clinic, UUID item) throws Exception {
        return asked(
                "select rule, status from raw.alerts final where organization_id = '%s' and subject_id = '%s'"
                        .formatted(clinic.organization, item));
    }

    /** While the engine is busy a question cannot be asked; the caller asks again. */
    private List<String> asked(String sql) throws Exception {
        try {
            return stack.warehouse(sql);
        } catch (java.io.IOException away) {
            throw new Complaint("the warehouse is away: " + away.getMessage());
        }
    }
}
