package com.bloompetos.api.alert;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Begins the letter of each person who leads branches, once their morning has come. */
@Component
class DigestPlan {
    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final AlertRouter router;
    private final Clock clock = Clock.systemUTC();

    DigestPlan(TenantTransaction transaction, JdbcClient jdbc, AlertRouter router) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.router = router;
    }

    private record Led(UUID userId, UUID branchId, String timeZone) {
        ZoneId zone() {
            return ZoneId.of(timeZone);
        }
    }

    /** Doing it again begins nothing: a person and a day have one letter. */
    void begin(Caller program) {
        transaction.write(
                program,
                () -> {
                    if (router.isBusy()) {
                        return 0;
                    }
                    var now = clock.instant();
                    return led().stream()
                            .collect(Collectors.groupingBy(Led::userId))
                            .values()
                            .stream()
                            .mapToInt(branches -> begin(branches, now))
                            .sum();
                });
    }

    private List<Led> led() {
        return jdbc.sql(
                        """
                        select m.user_id, b.branch_id, b.time_zone
                        from memberships m join users u on u.user_id = m.user_id
                             join branches b on m.branch_ids = '{}' or b.branch_id = any (m.branch_ids)
                             left join alert_preferences p on p.user_id = m.user_id
                        where %s and %s and coalesce(p.by_email and p.digest, true)
                        order by m.user_id, b.name, b.branch_id
                        """
                                .formatted(Recipients.LEAD_BRANCHES, Recipients.ARE_PEOPLE))
                .query(Led.class)
                .list();
    }

    private int begin(List<Led> branches, Instant now) {
        var morning = SendTime.ofMorning(now, branches.stream().map(Led::zone).toList());
        if (morning.isEmpty()) {
            return 0;
        }
        var there =
                branches.stream()
                        .filter(branch -> branch.zone().equals(morning.get().zone()))
                        .findFirst()
                        .orElseThrow();
        return jdbc.sql(
                        """
                        insert into alert_messages
                            (organization_id, branch_id, user_id, kind, severity, alert_ids, day, send_at)
                        values (scope_organization(), ?, ?, 'digest', 'info', '{}', ?, now())
                        on conflict (user_id, day) where kind = 'digest' do nothing
                        """)
                .params(there.branchId(), there.userId(), morning.get().day())
                .update();
    }
}
