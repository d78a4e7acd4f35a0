package com.bloompetos.api.slot;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.slot.Calendars.Days;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Reads calendars and leaves the arithmetic to {@link Openings}. */
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
        var asked = transaction.read(caller, () -> read(query));
        var wish = asked.wish();
        if (wish == null) {
            throw Problem.unknown("service_id", query.serviceId());
        }
        if (asked.branches().isEmpty() && query.branchId() != null) {
            throw Problem.unknown("branch_id", query.branchId());
        }
        var now = Instant.now();
        var found = new ArrayList<OpenSlot>();
        for (var branch : asked.openings()) {
            found.addAll(branch.find(wish, query.from(), query.to(), now, query.mostPerBranch()));
        }
        if (found.isEmpty()) {
            remember(caller, query, asked.branches());
        }
        return found;
    }

    /**
     * First whose calendars matter, then all of them at once and between two constants: asked one
     * by one, or with bounds that differ by row, PostgreSQL reads every calendar to its end.
     */
    private Calendars read(Query query) {
        var asked = new Calendars();
        jdbc.sql(
                        """
                        select b.branch_id, b.time_zone, b.opens_at, b.closes_at, b.plans_shifts, s.duration_minutes,
                               s.buffer_before_minutes, s.buffer_after_minutes, s.place_kind, s.category,
                               r.resource_id, r.kind, r.user_id
                        from services s
                        left join branches b on cast(:branch as uuid) is null or b.branch_id = :branch
                        left join resources r on r.branch_id = b.branch_id
                            and (r.kind = 'staff' and s.category not in ('boarding', 'daycare')
                                    and s.required_skills <@ r.skills and (cast(:staff as uuid) is null or r.user_id = :staff)
                                or r.kind = 'place' and (s.place_kind is not null or s.category in ('boarding', 'daycare'))
                                    and (s.place_kind is null or r.place_kind = s.place_kind))
                        where s.service_id = :service
                        """)
                .param("branch", query.branchId())
                .param("staff", query.staffId())
                .param("service", query.serviceId())
                .query(asked::know);
        if (asked.wish() == null || asked.branches().isEmpty()) {
            return asked;
        }
        read(
                """
                select v.resource_id, array_agg(date_part('epoch', v.starts_at)::bigint order by v.starts_at)::text,
                       array_agg(date_part('epoch', v.ends_at)::bigint order by v.starts_at)::text
                from reservations v
                where v.resource_id = any (cast(:ids as uuid[])) and v.ends_at > :from and v.starts_at < :to
                  and (v.expires_at is null or v.expires_at > now())
                group by v.resource_id
                """,
                asked.resources(),
                asked.days(query.from(), query.to()),
                asked::take);
        if (asked.plansShifts()) {
            read(
                    """
                    select r.resource_id, array_agg(date_part('epoch', f.starts_at)::bigint order by f.starts_at)::text,
                           array_agg(date_part('epoch', f.ends_at)::bigint order by f.starts_at)::text
                    from resources r join shifts f on f.user_id = r.user_id and f.branch_id = r.branch_id
                    where r.resource_id = any (cast(:ids as uuid[])) and f.ends_at > :from and f.starts_at < :to
                    group by r.resource_id
                    """,
                    asked.resources(),
                    asked.days(query.from(), query.to()),
                    asked::plan);
        }
        return asked;
    }

    private void read(String sql, String ids, Days days, RowCallbackHandler row) {
        jdbc.sql(sql)
                .param("ids", ids)
                .param("from", days.from().atOffset(ZoneOffset.UTC))
                .param("to", days.to().atOffset(ZoneOffset.UTC))
                .query(row);
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
}
