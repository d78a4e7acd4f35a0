package com.bloompetos.api.alert;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what happened to alerts, in an order in which nothing appears behind what was read. */
@Component
class AlertSteps {
    static final int AT_ONCE = 500;

    private final TenantTransaction tenant;
    private final JdbcClient jdbc;

    AlertSteps(TenantTransaction tenant, JdbcClient jdbc) {
        this.tenant = tenant;
        this.jdbc = jdbc;
    }

    /** A step, without its alert. */
    record Taken(
            UUID organizationId,
            UUID branchId,
            UUID alertId,
            StepPlace place,
            String step,
            Instant at) {}

    /** Everything that is still to come stands after this. */
    StepPlace now() {
        return StepPlace.before(
                jdbc.sql("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
                        .query(Long.class)
                        .single());
    }

    /** Of all organizations: whoever asks decides who sees what. */
    List<Taken> after(StepPlace place) {
        return jdbc.sql("select * from security.alert_steps_after(?::text::xid8, ?, ?)")
                .params(String.valueOf(place.xact()), place.stepId(), AT_ONCE)
                .query(AlertSteps::taken)
                .list();
    }

    /** What this caller missed. */
    List<Taken> after(StepPlace place, Caller caller) {
        return tenant.read(
                caller,
                () ->
                        jdbc.sql(
                                        """
                                        select organization_id, branch_id, alert_id, step_id, step, at, xact from alert_steps
                                        where (xact, step_id) > (?::text::xid8, ?)
                                          and xact < pg_snapshot_xmin(pg_current_snapshot())
                                        order by xact, step_id limit ?
                                        """)
                                .params(String.valueOf(place.xact()), place.stepId(), AT_ONCE)
                                .query(AlertSteps::taken)
                                .list());
    }

    /** The alerts of these steps by their ids. */
    Map<UUID, Alert> alerts(Collection<Taken> steps) {
        var alerts = new HashMap<UUID, Alert>();
        steps.stream()
                .collect(Collectors.groupingBy(Taken::organizationId))
                .forEach(
                        (organization, theirs) ->
                                read(Caller.ofProgram(organization), theirs)
                                        .forEach(alert -> alerts.put(alert.alertId(), alert)));
        return alerts;
    }

    private List<Alert> read(Caller program, List<Taken> steps) {
        var ids = steps.stream().map(Taken::alertId).distinct().toArray(UUID[]::new);
        return tenant.read(
                program,
                () ->
                        jdbc.sql(
                                        "select "
                                                + AlertRows.COLUMNS
                                                + " from alerts where alert_id = any (?)")
                                .params((Object) ids)
                                .query(AlertRows::alert)
                                .list());
    }

    private static Taken taken(ResultSet row, int number) throws SQLException {
        return new Taken(
                row.getObject("organization_id", UUID.class),
                row.getObject("branch_id", UUID.class),
                row.getObject("alert_id", UUID.class),
                new StepPlace(
                        Long.parseLong(row.getString("xact")),
                        row.getObject("step_id", UUID.class)),
                row.getString("step"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
