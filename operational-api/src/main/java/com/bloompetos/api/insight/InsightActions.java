package com.bloompetos.api.insight;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.insight.ConcernedAppointments.Concerned;
import com.bloompetos.api.insight.InsightAction.MeasuredEffect;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import com.bloompetos.insight.effect.Effect;
import com.bloompetos.insight.effect.Lot;
import com.bloompetos.insight.effect.Prediction;
import com.bloompetos.insight.rule.Action;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Does what an insight about missed appointments recommends: asks the clients of the coming ones of
 * the same part to confirm, all but those whom the lot leaves out, and reports the difference.
 */
@Service
class InsightActions {
    private static final String CONFIRM = Action.CONFIRM_APPOINTMENTS.label();

    private final TenantTransaction tenant;
    private final JdbcClient jdbc;
    private final ConcernedAppointments concerned;
    private final Positions positions;
    private final JsonMapper json;

    InsightActions(
            TenantTransaction tenant,
            JdbcClient jdbc,
            ConcernedAppointments concerned,
            Positions positions,
            JsonMapper json) {
        this.tenant = tenant;
        this.jdbc = jdbc;
        this.concerned = concerned;
        this.positions = positions;
        this.json = json;
    }

    private record Advised(
            UUID insightId,
            UUID branchId,
            String status,
            String action,
            String partWhere,
            String chart) {}

    /** Once for each insight; who asks again gets what was begun. */
    Written<InsightAction> start(Caller caller, UUID insightId) {
        return tenant.write(
                caller,
                () -> {
                    var advised = advised(insightId);
                    var position = new Position("insights", insightId, positions.endOfLog());
                    var begun = found(insightId);
                    if (begun.isPresent()) {
                        return new Written<>(begun.get(), position);
                    }
                    if (!advised.status().equals("opened") || !advised.action().equals(CONFIRM)) {
                        throw Problem.conflict(
                                ProblemType.WRONG_STATUS,
                                "insight_id",
                                "Only an open insight about missed appointments has an action.");
                    }
                    begin(caller, advised);
                    return new Written<>(found(insightId).orElseThrow(), position);
                });
    }

    InsightAction one(Caller caller, UUID insightId) {
        return tenant.read(
                caller,
                () ->
                        found(insightId)
                                .orElseThrow(() -> Problem.notFound("insight_id", insightId)));
    }

    private void begin(Caller caller, Advised advised) {
        var part = json.readValue(advised.partWhere(), new TypeReference<Map<String, String>>() {});
        var all = concerned.of(advised.branchId(), part);
        var action = UUID.randomUUID();
        var lot = new Lot(action);
        int asked = (int) all.stream().filter(each -> !lot.isHeldOut(each.appointmentId())).count();
        double missed = missedRate(json.readValue(advised.chart(), InsightChart.class));
        var prediction = Prediction.of(asked, missed);
        jdbc.sql(
                        """
                        insert into insight_actions (action_id, organization_id, branch_id, insight_id, kind, missed_rate,
                            predicted_least, predicted_most, started_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        action,
                        caller.organizationId(),
                        advised.branchId(),
                        advised.insightId(),
                        CONFIRM,
                        missed,
                        prediction.least(),
                        prediction.most(),
                        caller.userId())
                .update();
        // The lots are in the table before anybody is asked, and in the same transaction.
        for (var each : all) {
            boolean isHeldOut = lot.isHeldOut(each.appointmentId());
            jdbc.sql(
                            """
                            insert into insight_action_targets (organization_id, branch_id, action_id, appointment_id, is_held_out)
                            values (?, ?, ?, ?, ?)
                            """)
                    .params(
                            caller.organizationId(),
                            advised.branchId(),
                            action,
                            each.appointmentId(),
                            isHeldOut)
                    .update();
            if (!isHeldOut) {
                ask(each);
            }
        }
    }

    /** The reminders' own round takes it to the client, with a link that confirms by one tap. */
    private void ask(Concerned each) {
        jdbc.sql(
                        """
                        insert into reminders (organization_id, branch_id, pet_id, kind, subject_id, channel, due_day)
                        select organization_id, branch_id, pet_id, 'confirmation', appointment_id, 'outbox', scheduled_day
                        from appointments where appointment_id = ?
                        on conflict do nothing
                        """)
                .param(each.appointmentId())
                .update();
    }

    /** In the week that the insight is of. */
    private static double missedRate(InsightChart chart) {
        long missed = 0;
        long of = 0;
        for (int i = 0; i < chart.days().size(); i++) {
            if (!chart.days().get(i).isBefore(chart.firstDay())) {
                missed += chart.partNumerator().get(i);
                of += chart.partDenominator().get(i);
            }
        }
        return of == 0 ? 0 : (double) missed / of;
    }

    private Advised advised(UUID insightId) {
        return jdbc.sql(
                        """
                        select insight_id, branch_id, status, action, part_where::text as part_where, chart::text as chart
                        from insights where insight_id = ? for update
                        """)
                .param(insightId)
                .query(Advised.class)
                .optional()
                .orElseThrow(() -> Problem.notFound("insight_id", insightId));
    }

    private Optional<InsightAction> found(UUID insightId) {
        // A cancelled one counts as not missed: whoever was asked and cancelled has freed the slot.
        return jdbc.sql(
                        """
                        select x.action_id, x.insight_id, x.kind, x.missed_rate, x.predicted_least, x.predicted_most, x.created_at,
                               count(t.*) filter (where not t.is_held_out) as asked, count(t.*) filter (where t.is_held_out) as held_out,
                               count(*) filter (where o.is_over and not t.is_held_out) as asked_over,
                               count(*) filter (where o.is_over and not t.is_held_out and a.status = 'no_show') as asked_missed,
                               count(*) filter (where o.is_over and t.is_held_out) as held_out_over,
                               count(*) filter (where o.is_over and t.is_held_out and a.status = 'no_show') as held_out_missed
                        from insight_actions x join branches b using (organization_id, branch_id)
                             left join insight_action_targets t using (organization_id, action_id)
                             left join appointments a on a.appointment_id = t.appointment_id
                             left join lateral (select a.status <> 'scheduled'
                                 and a.scheduled_day < (now() at time zone b.time_zone)::date as is_over) o on true
                        where x.insight_id = ? group by x.action_id
                        """)
                .param(insightId)
                .query(
                        (row, number) -> {
                            var treated =
                                    new Effect.Group(
                                            row.getInt("asked_missed"), row.getInt("asked_over"));
                            var heldOut =
                                    new Effect.Group(
                                            row.getInt("held_out_missed"),
                                            row.getInt("held_out_over"));
                            var measured = measured(treated, heldOut);
                            return new InsightAction(
                                    row.getObject("action_id", UUID.class),
                                    row.getObject("insight_id", UUID.class),
                                    row.getString("kind"),
                                    row.getInt("asked"),
                                    row.getInt("held_out"),
                                    row.getDouble("missed_rate"),
                                    row.getDouble("predicted_least"),
                                    row.getDouble("predicted_most"),
                                    measured,
                                    says(
                                            row.getInt("asked"),
                                            row.getDouble("predicted_least"),
                                            row.getDouble("predicted_most"),
                                            measured,
                                            List.of(treated, heldOut)),
                                    row.getObject("created_at", OffsetDateTime.class).toInstant());
                        })
                .optional();
    }

    private static @Nullable MeasuredEffect measured(Effect.Group treated, Effect.Group heldOut) {
        if (Effect.isTooFew(treated, heldOut)) {
            return null;
        }
        var effect = Effect.of(treated, heldOut);
        return new MeasuredEffect(
                treated.of(),
                treated.missed(),
                heldOut.of(),
                heldOut.missed(),
                effect.difference(),
                effect.least(),
                effect.most(),
                effect.isSure());
    }

    private static String says(
            int asked,
            double least,
            double most,
            @Nullable MeasuredEffect measured,
            List<Effect.Group> groups) {
        if (measured == null) {
            return String.format(
                    Locale.ROOT,
                    "Too few to say yet: %d asked and %d left out have their day behind them. Asking %d may spare %.1f to %.1f missed appointments.",
                    groups.get(0).of(),
                    groups.get(1).of(),
                    asked,
                    least,
                    most);
        }
        return String.format(
                Locale.ROOT,
                "Of %d asked %d were missed, of %d left out %d: a difference of %.1f points, with 95 %% certainty between %.1f and %.1f.%s",
                measured.askedOver(),
                measured.askedMissed(),
                measured.heldOutOver(),
                measured.heldOutMissed(),
                100 * measured.difference(),
                100 * measured.least(),
                100 * measured.most(),
                measured.isSure() ? "" : " That may be chance.");
    }
}
