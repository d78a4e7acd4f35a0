package com.bloompetos.api.reminder;

import com.bloompetos.api.ApiConfiguration;
import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.privacy.Vault;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes pending reminders to the first open port that has an address of the person. Where none is
 * open, the outbox shows what would have gone out.
 */
@Component
class Postman {
    private static final Logger log = LoggerFactory.getLogger(Postman.class);
    private static final int AT_ONCE = 200;
    private static final int MOST_ATTEMPTS = 5;
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("EEEE d MMMM, HH:mm", Locale.ENGLISH);

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Vault vault;
    private final URI address;
    private final List<NotificationPort> ports;

    Postman(
            TenantTransaction transaction,
            JdbcClient jdbc,
            Vault vault,
            ApiConfiguration configuration,
            List<NotificationPort> ports) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.vault = vault;
        this.address = configuration.outside().address();
        this.ports = List.copyOf(ports);
    }

    private record Pending(
            UUID reminderId,
            UUID branchId,
            String kind,
            String petName,
            String branchName,
            String timeZone,
            String email,
            @Nullable String phoneNumber,
            @Nullable Instant appointmentDate,
            @Nullable String vaccineName) {}

    void deliver(Caller program) {
        var pending = transaction.write(program, this::lease);
        for (var reminder : pending) {
            var token = Links.newToken();
            var port = port(reminder);
            var message =
                    message(program, reminder, port == null ? "outbox" : port.channel(), token);
            try {
                // Known before it goes out: the link may be tapped at once.
                transaction.write(program, () -> expect(message, token));
                if (port != null) {
                    port.send(message);
                }
                transaction.write(program, () -> sent(program, message, port == null));
            } catch (NotHandedOver refused) {
                log.warn("{} not handed over: {}", message.channel(), refused.getMessage());
            }
        }
    }

    /** After five attempts a reminder has failed; the lease keeps a second process off it. */
    private List<Pending> lease() {
        return jdbc.sql(
                        """
                        with due as (
                            select reminder_id from reminders
                            where status = 'pending' and (attempts = 0 or updated_at < now() - interval '5 minutes')
                            order by reminder_id limit %d for update skip locked),
                        leased as (
                            update reminders r set attempts = attempts + 1, updated_at = clock_timestamp(),
                                status = case when attempts + 1 >= %d then 'failed' else 'pending' end
                            from due where r.reminder_id = due.reminder_id returning r.*)
                        select l.reminder_id, l.branch_id, l.kind, p.name as pet_name, b.name as branch_name, b.time_zone,
                               u.email, u.phone_number, a.appointment_date, v.vaccine_name
                        from leased l join pets p using (organization_id, pet_id)
                             join users u on u.user_id = p.user_id join branches b on b.branch_id = l.branch_id
                             left join appointments a on a.appointment_id = l.subject_id
                             left join vaccinations v on v.vaccination_id = l.subject_id
                        """
                                .formatted(AT_ONCE, MOST_ATTEMPTS))
                .query(Pending.class)
                .list();
    }

    private @Nullable NotificationPort port(Pending reminder) {
        return ports.stream()
                .filter(NotificationPort::isOpen)
                .filter(port -> !port.needsPhone() || reminder.phoneNumber() != null)
                .findFirst()
                .orElse(null);
    }

    private Message message(Caller program, Pending reminder, String channel, String token) {
        boolean byPhone = channel.equals("sms") && reminder.phoneNumber() != null;
        return new Message(
                program.organizationId(),
                reminder.branchId(),
                reminder.reminderId(),
                channel,
                vault.open(byPhone ? String.valueOf(reminder.phoneNumber()) : reminder.email()),
                subject(reminder),
                text(reminder) + "\n\n" + address + "/r/" + token + "\n");
    }

    private static String subject(Pending reminder) {
        return switch (reminder.kind()) {
            case "appointment" -> "See you soon with " + reminder.petName();
            case "confirmation" -> "Will " + reminder.petName() + " come?";
            case "vaccination" -> "A vaccination of " + reminder.petName() + " runs out";
            case "feedback" -> "How was it, " + reminder.petName() + "?";
            default -> "Time for " + reminder.petName() + " to come again";
        };
    }

    private static String text(Pending reminder) {
        return switch (reminder.kind()) {
            case "appointment", "confirmation" ->
                    (reminder.kind().equals("appointment")
                                    ? "%s is expected at %s on %s. One tap confirms it:"
                                    : "%s has an appointment at %s on %s. Please tell us that you come; if you cannot, call us, and somebody else can have the time:")
                            .formatted(
                                    reminder.petName(),
                                    reminder.branchName(),
                                    reminder.appointmentDate() == null
                                            ? "the day that you booked"
                                            : WHEN.format(
                                                    reminder.appointmentDate()
                                                            .atZone(
                                                                    ZoneId.of(
                                                                            reminder.timeZone()))));
            case "vaccination" ->
                    "The %s vaccination of %s runs out soon. Book the next one at %s, or tell us that it was given elsewhere:"
                            .formatted(
                                    reminder.vaccineName(),
                                    reminder.petName(),
                                    reminder.branchName());
            case "feedback" ->
                    "%s was at %s. Two taps tell us how it was:"
                            .formatted(reminder.petName(), reminder.branchName());
            default ->
                    "It has been eight weeks since %s was at %s. We would like to see you again:"
                            .formatted(reminder.petName(), reminder.branchName());
        };
    }

    private int expect(Message message, String token) {
        return jdbc.sql(
                        "update reminders set token_hash = ?, channel = ?, updated_at = clock_timestamp() where reminder_id = ?")
                .params(Links.hash(token), message.channel(), message.reminderId())
                .update();
    }

    private int sent(Caller program, Message message, boolean toOutbox) {
        if (toOutbox) {
            jdbc.sql(
                            """
                            insert into outbox_messages
                                (organization_id, branch_id, reminder_id, channel, recipient, subject, body)
                            values (?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            program.organizationId(),
                            message.branchId(),
                            message.reminderId(),
                            message.channel(),
                            vault.seal(message.recipient()),
                            vault.seal(message.subject()),
                            vault.seal(message.body()))
                    .update();
        }
        // Whoever tapped within this moment has answered already.
        return jdbc.sql(
                        """
                        update reminders set status = 'sent', sent_at = now()
                        where reminder_id = ? and status in ('pending', 'failed')
                        """)
                .param(message.reminderId())
                .update();
    }
}
