package com.bloompetos.api.slot;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.slot.Openings.Wish;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Reads calendars in one statement and leaves the arithmetic to {@link Openings}. */
@Service
class SlotSearch {
    private final TenantTransaction transaction;
    private final JdbcClient jdbc;

    SlotSearch(TenantTransaction transaction, JdbcClient jdbc) {
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    /**
     * @param branchId null for every branch that the caller sees
     * @param mostPerBranch the first slots of each branch
     */
    record Query(
            UUID serviceId,
            @Nullable UUID branchId,
            @Nullable UUID staffId,
            LocalDate from,
            LocalDate to,
            int mostPerBranch) {}

    List<OpenSlot> find(Caller caller, Query query) {
        var asked = new Asked();
        transaction.read(caller, () -> read(query, asked));
        if (asked.wish == null) {
            throw Problem.unknown("service_id", query.serviceId());
        }
        if (asked.branches.isEmpty() && query.branchId() != null) {
            throw Problem.unknown("branch_id", query.branchId());
        }
        var now = Instant.now();
        var found = new ArrayList<OpenSlot>();
        for (var branch : asked.branches.values()) {
            found.addAll(
                    branch.find(asked.wish, query.from(), query.to(), now, query.mostPerBranch()));
        }
        if (found.isEmpty()) {
            remember(caller, query, List.copyOf(asked.branches.keySet()));
        }
        return found;
    }

    private List<Boolean> read(Query query, Asked asked) {
        return jdbc.sql(
                        """
                        select b.branch_id, b.time_zone, b.opens_at, b.closes_at, b.plans_shifts, s.duration_minutes,
                               s.buffer_before_minutes, s.buffer_after_minutes, s.place_kind, s.category,
                               r.kind, r.user_id, v.busy_from, v.busy_to, w.shift_from, w.shift_to
                        from services s
                        left join branches b on cast(:branch as uuid) is null or b.branch_id = :branch
                        left join resources r on r.branch_id = b.branch_id
                            and (r.kind = 'staff' and s.category not in ('boarding', 'daycare')
                                    and s.required_skills <@ r.skills and (cast(:staff as uuid) is null or r.user_id = :staff)
                                or r.kind = 'place' and (s.place_kind is not null or s.category in ('boarding', 'daycare'))
                                    and (s.place_kind is null or r.place_kind = s.place_kind))
                        left join lateral (
                            select array_agg(date_part('epoch', v.starts_at)::bigint order by v.starts_at) as busy_from,
                                   array_agg(date_part('epoch', v.ends_at)::bigint order by v.starts_at) as busy_to
                            from reservations v
                            where v.resource_id = r.resource_id and v.ends_at > :from
                              and v.starts_at < :to + make_interval(mins => s.duration_minutes)
                              and (v.expires_at is null or v.expires_at > now())) v on true
                        left join lateral (
                            select array_agg(date_part('epoch', f.starts_at)::bigint order by f.starts_at) as shift_from,
                                   array_agg(date_part('epoch', f.ends_at)::bigint order by f.starts_at) as shift_to
                            from shifts f
                            where b.plans_shifts and f.user_id = r.user_id and f.branch_id = b.branch_id
                              and f.ends_at > :from and f.starts_at < :to) w on true
                        where s.service_id = :service
                        """)
                .param("branch", query.branchId())
                .param("staff", query.staffId())
                .param("service", query.serviceId())
                // Wide enough for every zone and buffer: the exact days of each zone made the index
                // useless.
                .param("from", query.from().minusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                .param("to", query.to().plusDays(2).atStartOfDay().atOffset(ZoneOffset.UTC))
                .query((row, number) -> asked.add(row))
                .list();
    }

    private void remember(Caller caller, Query query, List<UUID> branchIds) {
        transaction.write(
                caller,
                () ->
                        jdbc.sql(
                                        """
                                        insert into slot_searches
                                            (organization_id, branch_id, service_id, staff_id, from_day, to_day, found)
                                        select :organization, b.branch_id, :service, cast(:staff as uuid), :from, :to, 0
                                        from branches b where b.branch_id in (:branches)
                                        """)
                                .param("organization", caller.organizationId())
                                .param("service", query.serviceId())
                                .param("staff", query.staffId())
                                .param("from", query.from())
                                .param("to", query.to())
                                .param("branches", branchIds)
                                .update());
    }

    /** What the one statement said, put together again. */
    private static final class Asked {
        private final Map<UUID, Openings> branches = new LinkedHashMap<>();
        private @Nullable Wish wish;

        boolean add(ResultSet row) throws SQLException {
            if (wish == null) {
                boolean isStay = List.of("boarding", "daycare").contains(row.getString("category"));
                wish =
                        new Wish(
                                60L * row.getInt("duration_minutes"),
                                60L * row.getInt("buffer_before_minutes"),
                                60L * row.getInt("buffer_after_minutes"),
                                isStay,
                                isStay || row.getString("place_kind") != null);
            }
            var branchId = row.getObject("branch_id", UUID.class);
            if (branchId == null) {
                return false;
            }
            var branch = branches.get(branchId);
            if (branch == null) {
                branch =
                        new Openings(
                                branchId,
                                ZoneId.of(row.getString("time_zone")),
                                row.getObject("opens_at", LocalTime.class),
                                row.getObject("closes_at", LocalTime.class),
                                row.getBoolean("plans_shifts"),
                                new ArrayList<>(),
                                new ArrayList<>());
                branches.put(branchId, branch);
            }
            String kind = row.getString("kind");
            if (kind == null) {
                return false;
            }
            var calendar =
                    new Calendar(
                            row.getObject("user_id", UUID.class),
                            seconds(row, "busy_from"),
                            seconds(row, "busy_to"),
                            seconds(row, "shift_from"),
                            seconds(row, "shift_to"));
            return (kind.equals("staff") ? branch.staff() : branch.places()).add(calendar);
        }

        private static long[] seconds(ResultSet row, String column) throws SQLException {
            Array array = row.getArray(column);
            if (array == null) {
                return new long[0];
            }
            var values = (Long[]) array.getArray();
            var seconds = new long[values.length];
            for (int i = 0; i < values.length; i++) {
                seconds[i] = values[i];
            }
            return seconds;
        }
    }
}
