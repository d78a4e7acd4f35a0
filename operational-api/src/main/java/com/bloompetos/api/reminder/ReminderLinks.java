package com.bloompetos.api.reminder;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.privacy.Vault;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What the tap on a link does. */
@Service
class ReminderLinks {
    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Vault vault;

    ReminderLinks(TenantTransaction transaction, JdbcClient jdbc, Vault vault) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** What the page behind a link says. */
    record Reminder(
            UUID organizationId,
            UUID reminderId,
            UUID branchId,
            UUID petId,
            String kind,
            UUID subjectId,
            String status,
            String petName,
            String branchName) {
        Caller program() {
            return Caller.ofProgram(organizationId);
        }
    }

    Optional<Reminder> find(String token) {
        return jdbc.sql("select organization_id, reminder_id from security.reminder_of(?)")
                .param(Links.hash(token))
                .query(
                        (row, number) ->
                                new Named(
                                        row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .optional()
                .flatMap(
                        named ->
                                transaction.read(
                                        Caller.ofProgram(named.organizationId()),
                                        () -> find(named.reminderId())));
    }

    private Optional<Reminder> find(UUID reminderId) {
        return jdbc.sql(
                        """
                        select r.organization_id, r.reminder_id, r.branch_id, r.pet_id, r.kind, r.subject_id, r.status,
                               p.name as pet_name, b.name as branch_name
                        from reminders r join pets p using (organization_id, pet_id) join branches b using (organization_id, branch_id)
                        where r.reminder_id = ?
                        """)
                .param(reminderId)
                .query(Reminder.class)
                .optional();
    }

    /** Twice is as good as once. */
    void confirm(Reminder reminder) {
        transaction.write(
                reminder.program(),
                () ->
                        jdbc.sql(
                                        """
                                        with confirmed as (
                                            update appointments set confirmed_at = now()
                                            where appointment_id = :subject and :kind in ('appointment', 'confirmation') and status = 'scheduled'
                                              and confirmed_at is null
                                            returning organization_id, branch_id, appointment_id),
                                        told as (
                                            insert into appointment_status_changes
                                                (organization_id, branch_id, appointment_id, from_status, to_status)
                                            select organization_id, branch_id, appointment_id, 'scheduled', 'confirmed' from confirmed)
                                        update reminders set status = 'confirmed', answered_at = now()
                                        where reminder_id = :reminder and status in ('pending', 'sent')
                                        """)
                                .param("subject", reminder.subjectId())
                                .param("kind", reminder.kind())
                                .param("reminder", reminder.reminderId())
                                .update());
    }

    void judge(
            Reminder reminder,
            @Nullable Integer csat,
            @Nullable Integer nps,
            @Nullable String text) {
        transaction.write(
                reminder.program(),
                () -> {
                    jdbc.sql(
                                    """
                                    insert into feedback
                                        (organization_id, branch_id, appointment_id, pet_id, source, csat, nps, notes)
                                    values (:organization, :branch, :appointment, :pet, 'poll', :csat, :nps, :notes)
                                    on conflict (organization_id, appointment_id) do update
                                        set csat = excluded.csat, nps = excluded.nps, notes = excluded.notes
                                    """)
                            .param("organization", reminder.organizationId())
                            .param("branch", reminder.branchId())
                            .param("appointment", reminder.subjectId())
                            .param("pet", reminder.petId())
                            .param("csat", csat)
                            .param("nps", nps)
                            .param("notes", vault.sealIfAny(text))
                            .update();
                    return jdbc.sql(
                                    "update reminders set status = 'answered', answered_at = now() where reminder_id = ?")
                            .param(reminder.reminderId())
                            .update();
                });
    }

    private record Named(UUID organizationId, UUID reminderId) {}
}
