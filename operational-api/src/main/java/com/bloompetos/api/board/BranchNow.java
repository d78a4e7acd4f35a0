package com.bloompetos.api.board;

import static java.util.Objects.requireNonNull;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.board.Board.LowStock;
import com.bloompetos.api.board.Board.OpenAlert;
import com.bloompetos.api.board.Board.Risk;
import com.bloompetos.api.board.WarehouseNumbers.Score;
import com.bloompetos.insight.rule.Action;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What PostgreSQL knows of a branch at this moment, names included: the warehouse has none. */
@Component
class BranchNow {
    private static final int MOST_RISKS = 8;
    private static final int MOST_ROWS = 12;

    private final TenantTransaction tenant;
    private final JdbcClient jdbc;

    BranchNow(TenantTransaction tenant, JdbcClient jdbc) {
        this.tenant = tenant;
        this.jdbc = jdbc;
    }

    /** The branches that this person may watch. */
    List<Place> places(Caller caller) {
        return tenant.read(caller, () -> visible(null));
    }

    Optional<Place> place(Caller caller, UUID branchId) {
        return tenant.read(caller, () -> visible(branchId).stream().findFirst());
    }

    Now read(Place place, List<Score> scores) {
        return tenant.read(
                place.staff(),
                () ->
                        new Now(
                                riskiest(place, scores),
                                alerts(place),
                                count("alerts", "status = 'opened'", place),
                                count("alerts", "status = 'snoozed'", place),
                                stock(place),
                                count("inventory_items", "on_hand <= reorder_point", place)));
    }

    private List<Place> visible(@Nullable UUID branchId) {
        return jdbc.sql(
                        """
                        select b.organization_id, b.branch_id, b.name, b.time_zone, o.currency
                        from branches b join organizations o using (organization_id)
                        where :branch::uuid is null or b.branch_id = :branch::uuid
                        order by b.name
                        """)
                .param("branch", branchId)
                .query(
                        (row, number) ->
                                new Place(
                                        row.getObject("organization_id", UUID.class),
                                        row.getObject("branch_id", UUID.class),
                                        row.getString("name"),
                                        row.getString("time_zone"),
                                        row.getString("currency")))
                .list();
    }

    private List<Risk> riskiest(Place place, List<Score> scores) {
        if (scores.isEmpty()) {
            return List.of();
        }
        Map<UUID, Score> byAppointment =
                scores.stream()
                        .collect(Collectors.toMap(Score::appointmentId, Function.identity()));
        var coming =
                jdbc.sql(
                                """
                                select a.appointment_id, a.appointment_date, p.name as pet, s.name as service
                                from appointments a join pets p using (organization_id, pet_id)
                                     join services s using (organization_id, service_id)
                                where a.branch_id = ? and a.status = 'scheduled' and a.appointment_id = any (?)
                                  and a.appointment_date > now() - interval '10 minutes'
                                """)
                        .params(place.branchId(), byAppointment.keySet().toArray(UUID[]::new))
                        .query(
                                (row, number) -> {
                                    var id = row.getObject("appointment_id", UUID.class);
                                    var score = requireNonNull(byAppointment.get(id));
                                    return new Risk(
                                            id,
                                            row.getObject("appointment_date", OffsetDateTime.class)
                                                    .toInstant(),
                                            row.getString("pet"),
                                            row.getString("service"),
                                            score.probability(),
                                            score.reasons(),
                                            score.loweredBy(),
                                            score.modelVersion());
                                })
                        .list();
        var riskiest = new ArrayList<>(coming);
        riskiest.sort(
                Comparator.comparingDouble(Risk::probability)
                        .reversed()
                        .thenComparing(Risk::startsAt));
        return List.copyOf(riskiest.subList(0, Math.min(MOST_RISKS, riskiest.size())));
    }

    private List<OpenAlert> alerts(Place place) {
        return jdbc.sql(
                        """
                        select a.alert_id, a.rule, a.severity, a.status, a.opened_at, a.at_stake_cents, a.action,
                               -- Findings know an item by its SKU; people know it by its label.
                               coalesce(replace(a.title, i.sku || ':', i.label || ':'), a.title) as title
                        from alerts a left join inventory_items i on a.subject_kind = 'item' and a.subject_id = i.item_id::text
                        where a.branch_id = ? and a.status in ('opened', 'acknowledged')
                        order by a.status = 'acknowledged', array_position(array['critical', 'warning', 'info'], a.severity),
                                 a.opened_at desc
                        limit ?
                        """)
                .params(place.branchId(), MOST_ROWS)
                .query(
                        (row, number) ->
                                new OpenAlert(
                                        row.getObject("alert_id", UUID.class),
                                        row.getString("rule"),
                                        row.getString("severity"),
                                        row.getString("title"),
                                        row.getString("status"),
                                        row.getObject("opened_at", OffsetDateTime.class)
                                                .toInstant(),
                                        row.getObject("at_stake_cents", Long.class),
                                        Action.wordsOf(row.getString("action"))))
                .list();
    }

    private List<LowStock> stock(Place place) {
        return jdbc.sql(
                        """
                        select item_id, label, unit, on_hand, reorder_point, reorder_quantity from inventory_items
                        where branch_id = ? and on_hand <= reorder_point
                        order by on_hand::float / greatest(reorder_point, 1), label
                        limit ?
                        """)
                .params(place.branchId(), MOST_ROWS)
                .query(
                        (row, number) ->
                                new LowStock(
                                        row.getObject("item_id", UUID.class),
                                        row.getString("label"),
                                        row.getString("unit"),
                                        row.getInt("on_hand"),
                                        row.getInt("reorder_point"),
                                        row.getInt("reorder_quantity")))
                .list();
    }

    private int count(String table, String condition, Place place) {
        return jdbc.sql(
                        "select count(*) from %s where branch_id = ? and %s"
                                .formatted(table, condition))
                .param(place.branchId())
                .query(Integer.class)
                .single();
    }

    /** One look at the branch. */
    record Now(
            List<Risk> riskiest,
            List<OpenAlert> alerts,
            int openAlerts,
            int snoozedAlerts,
            List<LowStock> stock,
            int lowStock) {
        static final Now NOTHING = new Now(List.of(), List.of(), 0, 0, List.of(), 0);
    }
}
