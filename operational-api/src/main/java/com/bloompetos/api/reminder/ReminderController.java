package com.bloompetos.api.reminder;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.branch.Branches;
import com.bloompetos.api.page.PageWish;
import com.bloompetos.api.privacy.Vault;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReminderController {
    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Branches branches;
    private final Vault vault;

    ReminderController(
            TenantTransaction transaction, JdbcClient jdbc, Branches branches, Vault vault) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.branches = branches;
        this.vault = vault;
    }

    /** Who was reminded of what, and what became of it. */
    record Reminder(
            UUID reminderId,
            UUID branchId,
            UUID petId,
            String kind,
            UUID subjectId,
            String channel,
            String status,
            LocalDate dueDay,
            @Nullable Instant sentAt,
            @Nullable Instant answeredAt) {}

    /** What would have gone out. */
    record OutboxMessage(
            UUID messageId,
            UUID branchId,
            String channel,
            String recipient,
            String subject,
            String body,
            Instant createdAt) {}

    @GetMapping("/v1/reminders")
    ResponseEntity<List<Reminder>> reminders(
            Caller caller, PageWish page, @RequestParam("branch_id") UUID branchId) {
        return page.answer(
                transaction.read(
                        caller,
                        () -> {
                            branches.mustBeSeen(branchId);
                            return jdbc.sql(
                                            """
                                            select reminder_id, branch_id, pet_id, kind, subject_id, channel, status, due_day,
                                                   sent_at, answered_at
                                            from reminders where branch_id = ? and reminder_id < ?
                                            order by reminder_id desc limit ?
                                            """)
                                    .params(branchId, page.before(), page.fetch())
                                    .query(Reminder.class)
                                    .list();
                        }),
                Reminder::reminderId);
    }

    @GetMapping("/v1/outbox")
    ResponseEntity<List<OutboxMessage>> outbox(
            Caller caller, PageWish page, @RequestParam("branch_id") UUID branchId) {
        return page.answer(
                transaction.read(
                        caller,
                        () -> {
                            branches.mustBeSeen(branchId);
                            return jdbc
                                    .sql(
                                            """
                                            select message_id, branch_id, channel, recipient, subject, body, created_at
                                            from outbox_messages where branch_id = ? and message_id < ?
                                            order by message_id desc limit ?
                                            """)
                                    .params(branchId, page.before(), page.fetch())
                                    .query(OutboxMessage.class)
                                    .list()
                                    .stream()
                                    .map(this::opened)
                                    .toList();
                        }),
                OutboxMessage::messageId);
    }

    private OutboxMessage opened(OutboxMessage sealed) {
        return new OutboxMessage(
                sealed.messageId(),
                sealed.branchId(),
                sealed.channel(),
                vault.open(sealed.recipient()),
                vault.open(sealed.subject()),
                vault.open(sealed.body()),
                sealed.createdAt());
    }
}
