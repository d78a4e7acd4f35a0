package com.bloompetos.local.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.bench.OwnEngine;
import com.bloompetos.local.runner.TestEngine;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the view says of four visits, held against figures worked out by hand. */
class RiskQualityIT {
    private static OwnEngine engine;

    @BeforeAll
    static void start() throws Exception {
        engine = TestEngine.start(Files.createTempDirectory("risk-quality"));
        engine.ask("create database cases");
        engine.ask(
                """
                create table cases.appointments (organization_id UUID, branch_id UUID, appointment_id UUID,
                    scheduled_day Date, status String) engine = Memory""");
        var rows =
                List.of(
                        "1, 0.8, 0, 'cat', 'no_show'",
                        "2, 0.2, 3, 'cat', 'completed'",
                        "3, 0.4, 3, 'dog', 'no_show'",
                        "4, 0.6, 3, 'dog', 'completed'",
                        "5, 0.6, 3, 'dog', 'scheduled'");
        for (var row : rows) {
            var value = row.split(", ");
            engine.ask(
                    """
                    insert into raw.risk_scores (organization_id, branch_id, appointment_id, scheduled_day, probability,
                        client_visits, species, source_version)
                    select toUUID('%1$s'), toUUID('%1$s'), toUUID(leftPad('%2$s', 36, '00000000-0000-0000-0000-000000000000')),
                        today(), %3$s, %4$s, %5$s, 1"""
                            .formatted(ONE, value[0], value[1], value[2], value[3]));
            engine.ask(
                    """
                    insert into cases.appointments
                    select toUUID('%1$s'), toUUID('%1$s'), toUUID(leftPad('%2$s', 36, '00000000-0000-0000-0000-000000000000')),
                        today(), %3$s"""
                            .formatted(ONE, value[0], value[4]));
        }
    }

    private static final String ONE = "00000000-0000-0000-0000-000000000001";

    @AfterAll
    static void stop() throws Exception {
        engine.close();
    }

    @Test
    void theFiguresAreThoseWorkedOutByHand() throws Exception {
        var view =
                engine.ask(
                                "select as_select from system.tables where database = 'mart' and name = 'risk_quality' format TSVRaw")
                        .replace("staging.appointments", "cases.appointments");
        var told =
                engine.ask(
                        """
                        select group_kind, group_name, appointments, missed, round(told_rate, 3),
                               round(ifNull(auc, -1), 3), round(brier, 3), round(ece, 3), round(drift, 3)
                        from (%s) where day = today() order by group_kind, group_name format TSVRaw"""
                                .formatted(view));
        assertThat(told.lines())
                .containsExactly(
                        "all\t\t4\t2\t0.5\t0.75\t0.2\t0.4\t0",
                        "branch\t" + ONE + "\t4\t2\t0.5\t0.75\t0.2\t0.4\t0",
                        "client\tknown\t3\t1\t0.4\t0.5\t0.253\t0.467\t0",
                        "client\tnew\t1\t1\t0.8\t-1\t0.04\t0.2\t0",
                        "species\tcat\t2\t1\t0.5\t1\t0.04\t0.2\t0",
                        "species\tdog\t2\t1\t0.5\t0\t0.36\t0.6\t0");
        assertThat(
                        engine.ask(
                                "select count() from (%s) where day > today() format TSVRaw"
                                        .formatted(view)))
                .isEqualTo("0");
    }
}
