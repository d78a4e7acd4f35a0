package com.bloompetos.api.alert;

import com.bloompetos.api.ApiConfiguration;
import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.Callers;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.privacy.Vault;
import com.bloompetos.api.reminder.EmailPort;
import com.bloompetos.api.reminder.NotHandedOver;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
    private static final int DIGESTS_AT_ONCE = 20; // Each is written while the lease runs.
    private static final int MOST_ATTEMPTS = 5;
    private static final int MOST_ATTEMPTS_AT_A_DIGEST = 30; // An hour, or until noon.

    /** Whoever writes a letter may wait for what is missing as often as this. */
    private static final int PATIENT_ATTEMPTS = 2;

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Vault vault;
    private final EmailPort email;
    private final AlertRouter router;
    private final Callers callers;
    private final DigestWriter digests;
    private final URI address;
    private final Clock clock = Clock.systemUTC();

    AlertPostman(
            TenantTransaction transaction,
            JdbcClient jdbc,
            Vault vault,
            EmailPort email,
            AlertRouter router,
            Callers callers,
            DigestWriter digests,
            ApiConfiguration configuration) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.vault = vault;
        this.email = email;
        this.router = router;
        this.callers = callers;
        this.digests = digests;
        this.address = configuration.outside().address();
    }

    /**
     * @param attempts this one included; whoever leases it later has another number
     * @param day of a morning's letter
     * @param isReachable neither erased nor merged, and wants e-mail
     * @param leads whether the whole letter of the morning is for this person
     */
    private record Due(
            UUID messageId,
            UUID branchId,
            String timeZone,
            UUID userId,
            String recipient,
            String kind,
            String severity,
            String status,
            int attempts,
            @Nullable LocalDate day,
            boolean isReachable,
            boolean leads,
            int mostPerDay) {
        boolean isCounted() {
            return kind.equals("alerts") && !severity.equals("critical");
        }

        boolean isTooLate(Instant now) {
            return leads && day != null && SendTime.isOver(day, ZoneId.of(timeZone), now);
        }
    }

    void deliver(Caller program) {
        for (var due : transaction.write(program, () -> lease("alerts", AT_ONCE))) {
            deliverAlerts(program, due);
        }
    }

    void deliverDigests(Caller program) {
        for (var due : transaction.write(program, () -> lease("digest", DIGESTS_AT_ONCE))) {
            deliverDigest(program, due);
        }
    }

    /** No transaction is open while the mail server thinks; a crash means once more. */
    private void deliverAlerts(Caller program, Due due) {
        var toTell =
                transaction.read(program, () -> alerts(due)).stream()
                        .filter(AlertLetter.Line::isOpen)
                        .toList();
        if (toTell.isEmpty()) {
            transaction.write(program, () -> end(due, "dropped"));
        } else {
            send(program, due, AlertLetter.of(toTell, address));
        }
    }

    /** As this person reads now: roles and branches may have changed since it was begun. */
    private void deliverDigest(Caller program, Due due) {
        var reader = due.isReachable() ? callers.find(due.userId()).orElse(null) : null;
        if (reader == null || !transaction.read(reader, this::seesABranch)) {
            transaction.write(program, () -> end(due, "dropped"));
            return;
        }
        var heldBack = transaction.read(reader, () -> alerts(due));
        if (due.leads()) {
            digests.write(
                            reader,
                            AlertLetter.heldBack(heldBack),
                            due.attempts() <= PATIENT_ATTEMPTS)
                    .ifPresent(letter -> send(program, due, letter));
        } else if (heldBack.isEmpty()) {
            transaction.write(program, () -> end(due, "dropped"));
        } else {
            send(program, due, AlertLetter.digest(heldBack, address));
        }
    }

    private boolean seesABranch() {
        return jdbc.sql("select exists (select from branches)").query(Boolean.class).single();
    }

    private void send(Caller program, Due due, AlertLetter letter) {
        var recipient = vault.open(due.recipient());
        if (!transaction.write(program, () -> isStillOurs(due))) {
            return; // It took so long that somebody else has it.
        }
        try {
            if (email.isOpen()) {
                email.send(recipient, letter.subject(), letter.body(), due.messageId());
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
    private List<Due> lease(String kind, int atOnce) {
        if (router.isBusy()) {
            return List.of();
        }
        var leased = new ArrayList<Due>();
        for (var due : due(kind, atOnce)) {
            if (due.status().equals("failed")) {
                log.warn("a message was given up after {} attempts", due.attempts() - 1);
            } else if (due.isCounted() && hasEnough(due)) {
                holdBack(due, "capped");
            } else if (due.isTooLate(clock.instant())) {
                holdBack(due, "dropped");
            } else {
                leased.add(due);
            }
        }
        return leased;
    }

    private List<Due> due(String kind, int atOnce) {
        return jdbc.sql(
                        """
                        with due as (
                            select message_id from alert_messages where kind = :kind and status = 'waiting' and send_at <= now()
                            order by message_id limit :at_once for update skip locked),
                        leased as (
                            update alert_messages m set attempts = attempts + 1, send_at = now() + interval '2 minutes',
                                status = case when attempts >= :most then 'failed' else 'waiting' end
                            from due where m.message_id = due.message_id returning m.*)
                        select l.message_id, l.branch_id, b.time_zone, l.user_id, u.email as recipient, l.kind, l.severity,
                               l.status, l.attempts, l.day, coalesce(p.most_per_day, 12) as most_per_day,
                               %s and coalesce(p.by_email, true) as is_reachable,
                               coalesce(p.digest, true)
                                   and exists (select from memberships m where m.user_id = l.user_id and %s) as leads
                        from leased l join users u on u.user_id = l.user_id join branches b on b.branch_id = l.branch_id
                             left join alert_preferences p on p.user_id = l.user_id
                        order by l.message_id
                        """
                                .formatted(Recipients.ARE_PEOPLE, Recipients.LEAD_BRANCHES))
                .param("kind", kind)
                .param("at_once", atOnce)
                .param("most", kind.equals("digest") ? MOST_ATTEMPTS_AT_A_DIGEST : MOST_ATTEMPTS)
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

    private int holdBack(Due due, String status) {
        var alerts =
                jdbc.sql("select unnest(alert_ids) from alert_messages where message_id = ?")
                        .param(due.messageId())
                        .query(UUID.class)
                        .list();
        for (var alert : alerts) {
            router.addToDigest(due.userId(), due.branchId(), due.timeZone(), alert);
        }
        return end(due, status);
    }

    /** A lease that ran out while the letter was written is none: the other one sends it. */
    private boolean isStillOurs(Due due) {
        return jdbc.sql(
                                """
                                update alert_messages set send_at = now() + interval '2 minutes'
                                where message_id = ? and status = 'waiting' and attempts = ?
                                """)
                        .params(due.messageId(), due.attempts())
                        .update()
                == 1;
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
                        insert into outbox_messages (organization_id, branch_id, user_id, channel, recipient, subject, body)
                        values (:organization, :branch, :user, 'email', :recipient, :subject, :body)
                        """)
                .param("organization", program.organizationId())
                .param("branch", due.branchId())
                .param("user", due.kind().equals("digest") ? due.userId() : null)
                .param("recipient", vault.seal(recipient))
                .param("subject", vault.seal(letter.subject()))
                .param("body", vault.seal(letter.body()))
                .update();
    }
}
