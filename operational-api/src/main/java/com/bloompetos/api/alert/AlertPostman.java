package com.bloompetos.api.alert;

import com.bloompetos.api.ApiConfiguration;
import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.privacy.Vault;
import com.bloompetos.api.reminder.EmailPort;
import com.bloompetos.api.reminder.NotHandedOver;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes due messages to people by e-mail, no more a day than they want. Where there is no mail
 * server, the outbox shows what would have gone out.
 */
@Component
class AlertPostman {
    private static final Logger log = LoggerFactory.getLogger(AlertPostman.class);
    private static final int AT_ONCE = 100;
    private static final int MOST_ATTEMPTS = 5;

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Vault vault;
    private final EmailPort email;
    private final AlertRouter router;
    private final URI address;

    AlertPostman(
            TenantTransaction transaction,
            JdbcClient jdbc,
            Vault vault,
            EmailPort email,
            AlertRouter router,
            ApiConfiguration configuration) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.vault = vault;
        this.email = email;
        this.router = router;
        this.address = configuration.outside().address();
    }

    private record Due(
            UUID messageId,
            UUID branchId,
            String timeZone,
            UUID userId,
            String recipient,
            String kind,
            String severity,
            String status,
            int mostPerDay) {
        boolean isCounted() {
            return kind.equals("alerts") && !severity.equals("critical");
        }
    }

    void deliver(Caller program) {
        for (var due : transaction.write(program, this::lease)) {
            deliver(program, due);
        }
    }

    /** No transaction is open while the mail server thinks; a crash means once more. */
    private void deliver(Caller program, Due due) {
        boolean isDigest = due.kind().equals("digest");
        var toTell =
                transaction.read(program, () -> alerts(due)).stream()
                        .filter(line -> isDigest || line.isOpen())
                        .toList();
        if (toTell.isEmpty()) {
            transaction.write(program, () -> end(due, "dropped"));
        } else {
            send(
                    program,
                    due,
                    isDigest
                            ? AlertLetter.digest(toTell, address)
                            : AlertLetter.of(toTell, address));
        }
    }

    private void send(Caller program, Due due, AlertLetter letter) {
        var recipient = vault.open(due.recipient());
        try {
            if (email.isOpen()) {
                email.send(recipient, letter.subject(), letter.body());
            }
            transaction.write(
                    program,
                    () -> {
                        if (!email.isOpen()) {
                            putIntoOutbox(program, due, recipient, letter);
                        }
                        return end(due, "sent");
                    });
        } catch (NotHandedOver refused) {
            log.warn("an alert's e-mail was not handed over: {}", refused.getMessage());
        }
    }

    /** What the day's limit leaves of what is due. */
    private List<Due> lease() {
        if (router.isBusy()) {
            return List.of();
        }
        var leased = new ArrayList<Due>();
        for (var due : due()) {
            if (due.status().equals("failed")) {
                log.warn("an alert's message was given up after {} attempts", MOST_ATTEMPTS);
            } else if (due.isCounted() && hasEnough(due)) {
                holdBack(due);
            } else {
                leased.add(due);
            }
        }
        return leased;
    }

    private List<Due> due() {
        return jdbc.sql(
                        """
                        with due as (
                            select message_id from alert_messages where status = 'waiting' and send_at <= now()
                            order by message_id limit %d for update skip locked),
                        leased as (
                            update alert_messages m set attempts = attempts + 1, send_at = now() + interval '2 minutes',
                                status = case when attempts >= %d then 'failed' else 'waiting' end
                            from due where m.message_id = due.message_id returning m.*)
                        select l.message_id, l.branch_id, b.time_zone, l.user_id, u.email as recipient, l.kind, l.severity,
                               l.status, coalesce(p.most_per_day, 12) as most_per_day
                        from leased l join users u on u.user_id = l.user_id join branches b on b.branch_id = l.branch_id
                             left join alert_preferences p on p.user_id = l.user_id
                        order by l.message_id
                        """
                                .formatted(AT_ONCE, MOST_ATTEMPTS))
                .query(Due.class)
                .list();
    }

    private List<AlertLetter.Line> alerts(Due due) {
        return jdbc.sql(
                        """
                        select a.branch_id, b.name as branch, o.currency, a.rule, a.severity, a.title, a.at_stake_cents, a.action,
                               -- Acknowledged before it became worse: that it did is news.
                               a.status = 'opened' or (a.status = 'acknowledged' and a.acknowledged_at < m.created_at) as is_open
                        from alert_messages m join alerts a on a.alert_id = any (m.alert_ids)
                             join branches b on b.branch_id = a.branch_id
                             join organizations o on o.organization_id = a.organization_id
                        where m.message_id = ?
                        order by severity_rank(a.severity) desc, a.alert_id
                        """)
                .param(due.messageId())
                .query(AlertLetter.Line.class)
                .list();
    }

    /** The day is the branch's own; what is on its way counts, too. */
    private boolean hasEnough(Due due) {
        return jdbc.sql(
                        """
                        select count(*) >= :most from alert_messages
                        where user_id = :user and kind = 'alerts' and severity <> 'critical'
                          and ((status = 'sent' and sent_at >= date_trunc('day', now(), :zone))
                               or (status = 'waiting' and attempts > 0 and message_id < :message))
                        """)
                .param("most", due.mostPerDay())
                .param("user", due.userId())
                .param("zone", due.timeZone())
                .param("message", due.messageId())
                .query(Boolean.class)
                .single();
    }

    private int holdBack(Due due) {
        var alerts =
                jdbc.sql("select unnest(alert_ids) from alert_messages where message_id = ?")
                        .param(due.messageId())
                        .query(UUID.class)
                        .list();
        for (var alert : alerts) {
            router.addToDigest(due.userId(), due.branchId(), due.timeZone(), alert);
        }
        return end(due, "capped");
    }

    private int end(Due due, String status) {
        return jdbc.sql(
                        """
                        update alert_messages set status = :status, sent_at = case when :status = 'sent' then now() end
                        where message_id = :message
                        """)
                .param("status", status)
                .param("message", due.messageId())
                .update();
    }

    private void putIntoOutbox(Caller program, Due due, String recipient, AlertLetter letter) {
        jdbc.sql(
                        """
                        insert into outbox_messages (organization_id, branch_id, channel, recipient, subject, body)
                        values (?, ?, 'email', ?, ?, ?)
                        """)
                .params(
                        program.organizationId(),
                        due.branchId(),
                        vault.seal(recipient),
                        vault.seal(letter.subject()),
                        vault.seal(letter.body()))
                .update();
    }
}
