package com.bloompetos.api.alert;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.page.PageWish;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The alerts of a chain as people read them, and the steps that people take with them. */
@Service
public class AlertBook {
    private static final Duration LONGEST_SNOOZE = Duration.ofDays(90);

    /** What is new comes first, then what somebody has seen, then what is over. */
    private static final String RANK =
            "(severity_rank(severity) + case status when 'opened' then 8 when 'acknowledged' then 4"
                    + " when 'snoozed' then 4 else 0 end)";

    private final TenantTransaction tenant;
    private final JdbcClient jdbc;
    private final Positions positions;

    AlertBook(TenantTransaction tenant, JdbcClient jdbc, Positions positions) {
        this.tenant = tenant;
        this.jdbc = jdbc;
        this.positions = positions;
    }

    /** The rank is part of the page's place: what is read meanwhile does not move the rest. */
    record Ranked(Alert alert, int rank) {}

    List<Ranked> list(Caller caller, AlertQuestion question, PageWish page) {
        return tenant.read(
                caller,
                () ->
                        jdbc.sql(
                                        """
                                        select %1$s, %2$s as alert_rank
                                        from alerts
                                        where (:branch::uuid is null or branch_id = :branch::uuid)
                                          and (:statuses = '' or status = any (string_to_array(:statuses, ',')))
                                          and (:rule::text is null or rule = :rule::text)
                                          and (:severity::text is null or severity = :severity::text)
                                          and (:subject::text is null or subject_id = :subject::text)
                                          and (%2$s, alert_id) < (:rank::int, :before::uuid)
                                        order by %2$s desc, alert_id desc
                                        limit :fetch
                                        """
                                                .formatted(AlertRows.COLUMNS, RANK))
                                .param("branch", question.branchId())
                                .param("statuses", String.join(",", question.statuses()))
                                .param("rule", question.rule())
                                .param("severity", question.severity())
                                .param("subject", question.subjectId())
                                .param("rank", page.rank())
                                .param("before", page.before())
                                .param("fetch", page.fetch())
                                .query(
                                        (row, number) ->
                                                new Ranked(
                                                        AlertRows.alert(row, number),
                                                        row.getInt("alert_rank")))
                                .list());
    }

    public Alert one(Caller caller, UUID alertId) {
        return tenant.read(caller, () -> found(alertId, ""));
    }

    /** Repeating it changes nothing; what is over stays over. */
    public Written<Alert> acknowledge(Caller caller, UUID alertId) {
        return step(
                caller,
                alertId,
                before ->
                        before.status().equals("opened") || before.status().equals("snoozed")
                                ? Optional.of(new Step("acknowledged", null, null, null))
                                : Optional.empty());
    }

    /** Quiet until then, unless it becomes more severe. */
    public Written<Alert> snooze(Caller caller, UUID alertId, Instant until) {
        return step(
                caller,
                alertId,
                before -> {
                    refuseOver(before, "snoozed");
                    var now = Instant.now();
                    if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST_SNOOZE))) {
                        throw Problem.invalid(
                                ProblemType.INVALID_FIELD,
                                "until",
                                "until lies ahead, by %d days at most."
                                        .formatted(LONGEST_SNOOZE.toDays()));
                    }
                    return Optional.of(new Step("snoozed", until, null, null));
                });
    }

    /**
     * A person saw to it; its rule may go on finding the same, and only a worse state reopens it.
     */
    public Written<Alert> resolve(Caller caller, UUID alertId) {
        return step(
                caller,
                alertId,
                before -> {
                    if (before.status().equals("resolved")) {
                        return Optional.empty();
                    }
                    refuseOver(before, "resolved");
                    return Optional.of(new Step("resolved", null, caller.userId(), null));
                });
    }

    /** Also in hindsight: one that is resolved can have been wrong from the beginning. */
    public Written<Alert> wrong(Caller caller, UUID alertId, @Nullable String reason) {
        return step(
                caller,
                alertId,
                before ->
                        before.status().equals("wrong") && reason == null
                                ? Optional.empty()
                                : Optional.of(new Step("wrong", null, caller.userId(), reason)));
    }

    private static void refuseOver(Alert alert, String wanted) {
        if (!alert.isOpen()) {
            throw Problem.conflict(
                    ProblemType.WRONG_STATUS,
                    "alert_id",
                    "This alert is %s and cannot be %s.".formatted(alert.status(), wanted));
        }
    }

    private record Step(
            String status,
            @Nullable Instant until,
            @Nullable UUID closedBy,
            @Nullable String feedback) {}

    private interface Decision {
        Optional<Step> on(Alert before);
    }

    private Written<Alert> step(Caller caller, UUID alertId, Decision decision) {
        return tenant.write(
                caller,
                () -> {
                    var before = found(alertId, " for update");
                    var position = new Position("alerts", alertId, positions.endOfLog());
                    var step = decision.on(before);
                    if (step.isEmpty()) {
                        return new Written<>(before, position);
                    }
                    take(alertId, step.get());
                    return new Written<>(found(alertId, ""), position);
                });
    }

    private void take(UUID alertId, Step step) {
        jdbc.sql(
                        """
                        update alerts set status = :status, snoozed_until = :until::timestamptz,
                            acknowledged_at = case when :status = 'acknowledged' then coalesce(acknowledged_at, now())
                                                   else acknowledged_at end,
                            closed_at = case when :closed_by::uuid is not null then coalesce(closed_at, now()) end,
                            closed_by = :closed_by::uuid,
                            feedback = :feedback::text
                        where alert_id = :alert
                        """)
                .param("status", step.status())
                .param(
                        "until",
                        step.until() == null
                                ? null
                                : OffsetDateTime.ofInstant(step.until(), ZoneOffset.UTC))
                .param("closed_by", step.closedBy())
                .param("feedback", step.feedback())
                .param("alert", alertId)
                .update();
    }

    private Alert found(UUID alertId, String lock) {
        return jdbc.sql("select " + AlertRows.COLUMNS + " from alerts where alert_id = ?" + lock)
                .param(alertId)
                .query(AlertRows::alert)
                .optional()
                .orElseThrow(() -> Problem.notFound("alert_id", alertId));
    }
}
