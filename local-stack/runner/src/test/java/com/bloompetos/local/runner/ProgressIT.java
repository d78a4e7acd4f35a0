package com.bloompetos.local.runner;

import static com.bloompetos.local.runner.TestStack.eventually;

import com.bloompetos.stream.progress.ProgressWatch;
import com.bloompetos.stream.reconcile.SourceDatabase;
import com.bloompetos.stream.warehouse.ClickHouse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A connector that stops without a word, on the real stack. */
@ExtendWith(SharedStack.class)
class ProgressIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final TestStack stack = SharedStack.get();

    @Test
    void aConnectorThatSilentlyStopsRaisesAnAlarmAndTheAlarmEndsWithIt() throws Exception {
        var clinic = Clinic.open(stack);
        eventually(
                "the branch is known",
                PATIENCE,
                () ->
                        !stack.warehouse(
                                        "select 1 from raw.branches where branch_id = '%s'"
                                                .formatted(clinic.branch))
                                .isEmpty());
        var at = stack.stack();
        try (var watch =
                new ProgressWatch(
                        new SourceDatabase(
                                at.postgresUrl("bloom"),
                                SourceDatabase.USER,
                                at.secrets().get("postgres.reconcile")),
                        new ClickHouse(
                                at.clickhouseUrl(),
                                "writer",
                                at.secrets().get("clickhouse.writer")),
                        at.kafka(),
                        at.registryUrl(),
                        Duration.ofSeconds(5))) {
            watch.start();
            new Connect(at).pause();
            try {
                eventually(
                        "the branch is told",
                        PATIENCE,
                        () -> alerts(clinic).equals(List.of("opened")));
            } finally {
                new Connect(at).resume();
            }
            eventually(
                    "the alarm is over",
                    PATIENCE,
                    () -> alerts(clinic).equals(List.of("resolved")));
        }
    }

    private List<String> alerts(Clinic clinic) throws Exception {
        try (var connection = stack.owner(clinic.organization);
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select string_agg(status, ',') from alerts where rule = 'freshness'")) {
            rows.next();
            return List.of(String.valueOf(rows.getString(1)));
        }
    }
}
