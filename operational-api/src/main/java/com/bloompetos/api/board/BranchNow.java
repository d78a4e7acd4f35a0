package com.bloompetos.api.board;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.board.Board.Item;
import com.bloompetos.api.board.Board.OpenAlert;
import com.bloompetos.api.board.Board.Outlook;
import com.bloompetos.api.board.Board.Risk;
import com.bloompetos.api.board.Board.Visit;
import com.bloompetos.api.board.Board.Waiting;
import com.bloompetos.insight.rule.Action;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What PostgreSQL knows of a branch at this moment, names included: the warehouse has none. */
@Component
class BranchNow {
    private static final int MOST_VISITS = 500;
    private static final int MOST_WAITING = 50;
    private static final int MOST_ALERTS = 12;

    /** An item runs low when one in five such forecasts ends with an empty shelf. */
    private static final double LIKELY = 0.2;

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

    Now read(Place place, Outlooks outlooks, Instant now) {
        return tenant.read(
                place.staff(),
                () ->
                        new Now(
                                visits(place, place.shown(now), outlooks.risks()),
                                waiting(place),
                                alerts(place),
                                count("status = 'opened'", place),
                                count("status = 'snoozed'", place),
                                stock(place, outlooks.stock())));
    }

    /** What waits to be seen to at a branch that this person may watch. */
    Open open(Caller caller, Place place, Map<UUID, Outlook> forecasts) {
        return tenant.read(
                caller,
                () ->
                        new Open(
                                alerts(place),
                                count("status = 'opened'", place),
                                stock(place, forecasts)));
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
                                        row.getString("currency"),
                                        null))
                .list();
    }

    private List<Visit> visits(Place place, LocalDate day, Map<UUID, Risk> risks) {
        return jdbc.sql(
                        """
                        select a.appointment_id, a.appointment_date, a.ends_at, r.label as staff, p.name as pet,
                               s.name as service, a.price_cents, a.status = 'scheduled' as is_to_come,
                               case when a.status <> 'scheduled' then a.status
                                    when a.checked_in_at is not null then 'checked_in'
                                    when a.confirmed_at is not null then 'confirmed'
                                    else 'scheduled' end as stage
                        from appointments a join pets p using (organization_id, pet_id)
                             join services s using (organization_id, service_id)
                             left join resources r on r.branch_id = a.branch_id and r.user_id = a.staff_id
                        where a.branch_id = ? and a.scheduled_day = ?
                        order by a.appointment_date, a.appointment_id
                        limit ?
                        """)
                .params(place.branchId(), day, MOST_VISITS)
                .query(
                        (row, number) -> {
                            var id = row.getObject("appointment_id", UUID.class);
                            return new Visit(
                                    id,
                                    at(row, "appointment_date"),
                                    at(row, "ends_at"),
                                    row.getString("staff"),
                                    row.getString("pet"),
                                    row.getString("service"),
                                    row.getString("stage"),
                                    row.getLong("price_cents"),
                                    row.getBoolean("is_to_come") ? risks.get(id) : null);
                        })
                .list();
    }

    private List<Waiting> waiting(Place place) {
        return jdbc.sql(
                        """
                        select e.entry_id, p.name as pet, s.name as service, e.from_at, e.until_at,
                               h.appointment_date as offered_at, o.expires_at
                        from waitlist_entries e join pets p using (organization_id, pet_id)
                             join services s using (organization_id, service_id)
                             left join waitlist_offers o on o.entry_id = e.entry_id and o.status = 'offered'
                             left join holds h on h.hold_id = o.hold_id
                        where e.branch_id = ? and e.status in ('waiting', 'offered') and e.until_at > now()
                        order by e.waiting_since
                        limit ?
                        """)
                .params(place.branchId(), MOST_WAITING)
                .query(
                        (row, number) ->
                                new Waiting(
                                        row.getObject("entry_id", UUID.class),
                                        row.getString("pet"),
                                        row.getString("service"),
                                        at(row, "from_at"),
                                        at(row, "until_at"),
                                        atIfAny(row, "offered_at"),
                                        atIfAny(row, "expires_at")))
                .list();
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
                .params(place.branchId(), MOST_ALERTS)
                .query(
                        (row, number) ->
                                new OpenAlert(
                                        row.getObject("alert_id", UUID.class),
                                        row.getString("rule"),
                                        row.getString("severity"),
                                        row.getString("title"),
                                        row.getString("status"),
                                        at(row, "opened_at"),
                                        row.getObject("at_stake_cents", Long.class),
                                        Action.wordsOf(row.getString("action"))))
                .list();
    }

    private List<Item> stock(Place place, Map<UUID, Outlook> forecasts) {
        return jdbc
                .sql(
                        """
                        select item_id, label, unit, on_hand, reorder_point, reorder_quantity
                        from inventory_items where branch_id = ? order by label
                        """)
                .param(place.branchId())
                .query(
                        (row, number) -> {
                            var id = row.getObject("item_id", UUID.class);
                            return new Item(
                                    id,
                                    row.getString("label"),
                                    row.getString("unit"),
                                    row.getInt("on_hand"),
                                    row.getInt("reorder_point"),
                                    row.getInt("reorder_quantity"),
                                    forecasts.get(id));
                        })
                .list()
                .stream()
                .filter(BranchNow::runsLow)
                .sorted(Comparator.comparingDouble(BranchNow::chance).reversed())
                .toList();
    }

    private static boolean runsLow(Item item) {
        var forecast = item.forecast();
        return item.onHand() <= item.reorderPoint()
                || (forecast != null
                        && (forecast.orderQuantity() > 0
                                || forecast.probability() >= LIKELY
                                || forecast.expiringUnits() > 0));
    }

    private static double chance(Item item) {
        var forecast = item.forecast();
        return item.onHand() == 0 ? 2 : forecast == null ? 0 : forecast.probability();
    }

    private int count(String condition, Place place) {
        return jdbc.sql(
                        "select count(*) from alerts where branch_id = ? and %s"
                                .formatted(condition))
                .param(place.branchId())
                .query(Integer.class)
                .single();
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant atIfAny(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /** As in {@link Now}. */
    record Open(List<OpenAlert> alerts, int openAlerts, List<Item> stock) {}

    /** One look at the branch. */
    record Now(
            List<Visit> visits,
            List<Waiting> waiting,
            List<OpenAlert> alerts,
            int openAlerts,
            int snoozedAlerts,
            List<Item> stock) {
        static final Now NOTHING = new Now(List.of(), List.of(), List.of(), 0, 0, List.of());
    }
}
