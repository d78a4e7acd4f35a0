package com.bloompetos.api.alert;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.page.PageWish;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What the caller is sent, and how they want it. */
@Service
class AlertMail {
    private final TenantTransaction tenant;
    private final JdbcClient jdbc;
    private final Positions positions;

    AlertMail(TenantTransaction tenant, JdbcClient jdbc, Positions positions) {
        this.tenant = tenant;
        this.jdbc = jdbc;
        this.positions = positions;
    }

    private record Kept(UUID preferenceId, boolean digest) {}

    List<AlertMessage> messages(Caller caller, PageWish page) {
        return tenant.read(
                caller,
                () ->
                        jdbc.sql(
                                        """
                                        select message_id, branch_id, kind, rule, severity, alert_ids, status, send_at, sent_at
                                        from alert_messages where user_id = ? and message_id < ?
                                        order by message_id desc limit ?
                                        """)
                                .params(caller.userId(), page.before(), page.fetch())
                                .query(
                                        (row, number) -> {
                                            var sent =
                                                    row.getObject("sent_at", OffsetDateTime.class);
                                            return new AlertMessage(
                                                    row.getObject("message_id", UUID.class),
                                                    row.getObject("branch_id", UUID.class),
                                                    row.getString("kind"),
                                                    row.getString("rule"),
                                                    row.getString("severity"),
                                                    List.of(
                                                            (UUID[])
                                                                    row.getArray("alert_ids")
                                                                            .getArray()),
                                                    row.getString("status"),
                                                    row.getObject("send_at", OffsetDateTime.class)
                                                            .toInstant(),
                                                    sent == null ? null : sent.toInstant());
                                        })
                                .list());
    }

    AlertPreference preference(Caller caller) {
        return tenant.read(
                caller,
                () ->
                        jdbc.sql(
                                        "select by_email, from_severity, most_per_day, digest from alert_preferences where user_id = ?")
                                .param(caller.userId())
                                .query(AlertPreference.class)
                                .optional()
                                .orElse(AlertPreference.USUAL));
    }

    Written<AlertPreference> prefer(Caller caller, AlertPreference wish) {
        return tenant.write(
                caller,
                () -> {
                    long endOfLog = positions.endOfLog();
                    var kept =
                            jdbc.sql(
                                            """
                                            insert into alert_preferences (organization_id, user_id, by_email, from_severity, most_per_day, digest)
                                            values (:organization, :user, :by_email, :from_severity, :most_per_day, coalesce(:digest::boolean, true))
                                            on conflict (organization_id, user_id) do update
                                            set by_email = excluded.by_email, from_severity = excluded.from_severity,
                                                most_per_day = excluded.most_per_day,
                                                digest = coalesce(:digest::boolean, alert_preferences.digest)
                                            returning preference_id, digest
                                            """)
                                    .param("organization", caller.organizationId())
                                    .param("user", caller.userId())
                                    .param("by_email", wish.byEmail())
                                    .param("from_severity", wish.fromSeverity())
                                    .param("most_per_day", wish.mostPerDay())
                                    .param("digest", wish.digest())
                                    .query(Kept.class)
                                    .single();
                    return new Written<>(
                            wish.withDigest(kept.digest()),
                            new Position("alert_preferences", kept.preferenceId(), endOfLog));
                });
    }
}
