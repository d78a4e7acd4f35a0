package com.bloompetos.api.alert;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.Role;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.insight.rule.Severity;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Decides who is told of an alert and with which others: by the rule's card, the person's role and
 * branches, and what they prefer.
 */
@Component
class AlertRouter {
    private static final int AT_ONCE = 200;

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Clock clock = Clock.systemUTC();

    AlertRouter(TenantTransaction transaction, JdbcClient jdbc) {
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    private record News(
            UUID stepId,
            UUID alertId,
            UUID organizationId,
            UUID branchId,
            String timeZone,
            String rule,
            String severity,
            boolean isWorthTelling) {
        Severity level() {
            return AlertRouter.level(severity);
        }
    }

    private record Person(
            UUID userId, String role, boolean byEmail, @Nullable String fromSeverity) {
        boolean hears(News news) {
            var byRole = RuleCard.of(news.rule()).hears().get(Role.of(role));
            if (byRole == null || !byEmail) {
                return false;
            }
            var from = fromSeverity == null ? byRole : level(fromSeverity);
            return news.level().compareTo(from) >= 0;
        }
    }

    private static Severity level(String severity) {
        return Severity.valueOf(severity.toUpperCase(Locale.ROOT));
    }

    /** A step is handed over once: that it is routed and what follows from it are one write. */
    void route(Caller program) {
        transaction.write(
                program,
                () -> {
                    if (isBusy()) {
                        return 0;
                    }
                    var news = unrouted();
                    news.stream().filter(News::isWorthTelling).forEach(this::tell);
                    return news.size();
                });
    }

    /** Two processes at once would begin two messages where one is meant, or pass a day's limit. */
    boolean isBusy() {
        return !jdbc.sql(
                        "select pg_try_advisory_xact_lock(4034, hashtext(scope_organization()::text))")
                .query(Boolean.class)
                .single();
    }

    private List<News> unrouted() {
        return jdbc.sql(
                        """
                        with taken as (
                            select step_id from alert_steps where not is_routed
                            order by step_id limit %d for update skip locked),
                        noted as (
                            update alert_steps s set is_routed = true from taken where s.step_id = taken.step_id
                            returning s.*)
                        select n.step_id, a.alert_id, a.organization_id, a.branch_id, b.time_zone, a.rule, a.severity,
                               n.step in ('opened', 'raised', 'returned') and not a.is_demoted
                               and a.status in ('opened', 'acknowledged') as is_worth_telling
                        from noted n join alerts a using (alert_id) join branches b on b.branch_id = a.branch_id
                        order by n.step_id
                        """
                                .formatted(AT_ONCE))
                .query(News.class)
                .list();
    }

    private void tell(News news) {
        for (var person : people(news.branchId())) {
            if (person.hears(news) && !knows(person, news)) {
                if (news.level() == Severity.INFO) {
                    addToDigest(person.userId(), news.branchId(), news.timeZone(), news.alertId());
                } else {
                    add(person, news);
                }
            }
        }
    }

    /** Whoever has two roles here is told once: by then the first message is known. */
    private List<Person> people(UUID branchId) {
        return jdbc.sql(
                        """
                        select m.user_id, m.role, coalesce(p.by_email, true) as by_email, p.from_severity
                        from memberships m join users u on u.user_id = m.user_id
                             left join alert_preferences p on p.user_id = m.user_id
                        where (m.branch_ids = '{}' or ?::uuid = any (m.branch_ids)) and %s
                        order by m.user_id, m.role
                        """
                                .formatted(Recipients.ARE_PEOPLE))
                .param(branchId)
                .query(Person.class)
                .list();
    }

    /** A state that comes and goes within a day is told once, unless it is worse than it was. */
    private boolean knows(Person person, News news) {
        return jdbc.sql(
                        """
                        select exists (select from alert_messages
                            where user_id = ? and ? = any (alert_ids) and created_at > now() - interval '1 day'
                              and status <> 'dropped' and severity_rank(severity) >= severity_rank(?))
                        """)
                .params(person.userId(), news.alertId(), news.severity())
                .query(Boolean.class)
                .single();
    }

    private void add(Person person, News news) {
        int added =
                jdbc.sql(
                                """
                                update alert_messages set alert_ids = alert_ids || :alert
                                where user_id = :user and branch_id = :branch and rule = :rule and severity = :severity
                                  and kind = 'alerts' and status = 'waiting' and attempts = 0
                                """)
                        .param("alert", news.alertId())
                        .param("user", person.userId())
                        .param("branch", news.branchId())
                        .param("rule", news.rule())
                        .param("severity", news.severity())
                        .update();
        if (added == 0) {
            beginAlerts(person, news);
        }
    }

    private Instant sendAt(Person person, News news) {
        var now = clock.instant();
        if (news.level() != Severity.CRITICAL) {
            return SendTime.ofWarning(now, ZoneId.of(news.timeZone()));
        }
        var before =
                jdbc.sql(
                                """
                                select created_at from alert_messages
                                where user_id = ? and branch_id = ? and rule = ? and severity = 'critical' and kind = 'alerts'
                                order by message_id desc limit 1
                                """)
                        .params(person.userId(), news.branchId(), news.rule())
                        .query(OffsetDateTime.class)
                        .optional();
        return SendTime.ofCritical(now, before.map(OffsetDateTime::toInstant).orElse(null));
    }

    /** What is not worth a message of its own is told in the morning, in one line each. */
    void addToDigest(UUID userId, UUID branchId, String timeZone, UUID alertId) {
        int added =
                jdbc.sql(
                                """
                                update alert_messages set alert_ids = alert_ids || ?::uuid
                                where user_id = ? and kind = 'digest' and status = 'waiting' and attempts = 0
                                  and not ? = any (alert_ids)
                                """)
                        .params(alertId, userId, alertId)
                        .update();
        boolean isThere =
                added > 0
                        || jdbc.sql(
                                        """
                                        select exists (select from alert_messages
                                            where user_id = ? and kind = 'digest' and status = 'waiting' and attempts = 0)
                                        """)
                                .param(userId)
                                .query(Boolean.class)
                                .single();
        if (!isThere) {
            beginDigest(userId, branchId, ZoneId.of(timeZone), alertId);
        }
    }

    /** On the next morning of which no letter is under way. */
    private void beginDigest(UUID userId, UUID branchId, ZoneId zone, UUID alertId) {
        jdbc.sql(
                        """
                        insert into alert_messages
                            (organization_id, branch_id, user_id, kind, severity, alert_ids, day, send_at)
                        select scope_organization(), :branch, :user, 'digest', 'info', array[:alert]::uuid[], free.day,
                               (free.day + :morning::time) at time zone :zone
                        from (select greatest(:day::date, max(day) + 1) as day from alert_messages
                              where user_id = :user and kind = 'digest') free
                        """)
                .param("branch", branchId)
                .param("user", userId)
                .param("alert", alertId)
                .param("zone", zone.getId())
                .param("morning", SendTime.MORNING)
                .param("day", SendTime.ofDigest(clock.instant(), zone))
                .update();
    }

    private void beginAlerts(Person person, News news) {
        jdbc.sql(
                        """
                        insert into alert_messages (organization_id, branch_id, user_id, kind, rule, severity, alert_ids, send_at)
                        values (scope_organization(), ?, ?, 'alerts', ?, ?, array[?]::uuid[], ?)
                        """)
                .params(
                        news.branchId(),
                        person.userId(),
                        news.rule(),
                        news.severity(),
                        news.alertId(),
                        OffsetDateTime.ofInstant(sendAt(person, news), ZoneOffset.UTC))
                .update();
    }
}
