package com.bloompetos.api.webhook;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.page.PageWish;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.privacy.Vault;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Who is told, what is on its way, and what is sent once more. */
@Service
class Webhooks {
    private static final String COLUMNS = "webhook_id, url, event_types, is_active, created_at";

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Positions positions;
    private final Vault vault;
    private final Target target;
    private final SecureRandom random = new SecureRandom();

    Webhooks(
            TenantTransaction transaction,
            JdbcClient jdbc,
            Positions positions,
            Vault vault,
            Target target) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.positions = positions;
        this.vault = vault;
        this.target = target;
    }

    List<Webhook> all(Caller caller) {
        return transaction.read(
                caller,
                () ->
                        jdbc.sql(
                                        "select "
                                                + COLUMNS
                                                + " from webhooks order by webhook_id limit 200")
                                .query((row, number) -> webhook(row, null))
                                .list());
    }

    Written<Webhook> add(Caller caller, NewWebhook wish) {
        target.objection(wish.url())
                .ifPresent(
                        why -> {
                            throw Problem.invalid(ProblemType.INVALID_FIELD, "url", why);
                        });
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String secret = "whsec_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var types = wish.eventTypes() == null ? List.<String>of() : wish.eventTypes();
        return transaction.write(
                caller,
                () -> {
                    long endOfLog = positions.endOfLog();
                    var made =
                            jdbc.sql(
                                            """
                                            insert into webhooks (organization_id, url, secret, event_types)
                                            values (?, ?, ?, ?) returning %s
                                            """
                                                    .formatted(COLUMNS))
                                    .params(
                                            caller.organizationId(),
                                            wish.url(),
                                            vault.seal(secret),
                                            types.toArray(String[]::new))
                                    .query((row, number) -> webhook(row, secret))
                                    .single();
                    return new Written<>(
                            made, new Position("webhooks", made.webhookId(), endOfLog));
                });
    }

    Written<Webhook> end(Caller caller, UUID webhookId) {
        return transaction.write(
                caller,
                () -> {
                    long endOfLog = positions.endOfLog();
                    var ended =
                            jdbc.sql(
                                            "update webhooks set is_active = false where webhook_id = ? returning "
                                                    + COLUMNS)
                                    .param(webhookId)
                                    .query((row, number) -> webhook(row, null))
                                    .optional()
                                    .orElseThrow(() -> Problem.notFound("webhook_id", webhookId));
                    return new Written<>(ended, new Position("webhooks", webhookId, endOfLog));
                });
    }

    List<WebhookDelivery> deliveries(Caller caller, UUID webhookId, PageWish page) {
        return transaction.read(
                caller,
                () -> {
                    mustBeKnown(webhookId);
                    return jdbc.sql(
                                    """
                                    select d.delivery_id, d.event_id, e.event_type, e.aggregate_id, e.sequence, d.status,
                                           d.attempts, d.next_attempt_at, d.delivered_at, d.last_answer
                                    from webhook_deliveries d join webhook_events e using (organization_id, event_id)
                                    where d.webhook_id = ? and d.delivery_id < ? order by d.delivery_id desc limit ?
                                    """)
                            .params(webhookId, page.before(), page.fetch())
                            .query(WebhookDelivery.class)
                            .list();
                });
    }

    Written<SentAgain> sendAgain(Caller caller, UUID webhookId, SendAgain wish) {
        return transaction.write(
                caller,
                () -> {
                    mustBeKnown(webhookId);
                    long endOfLog = positions.endOfLog();
                    int events =
                            jdbc.sql(
                                            """
                                            insert into webhook_deliveries (organization_id, webhook_id, event_id)
                                            select organization_id, ?, event_id from webhook_events
                                            where aggregate_id = ? and sequence >= ? order by sequence
                                            """)
                                    .params(webhookId, wish.aggregateId(), wish.fromSequence())
                                    .update();
                    if (events == 0) {
                        throw Problem.unknown("aggregate_id", wish.aggregateId());
                    }
                    return new Written<>(
                            new SentAgain(webhookId, events),
                            new Position("webhooks", webhookId, endOfLog));
                });
    }

    private void mustBeKnown(UUID webhookId) {
        if (jdbc.sql("select true from webhooks where webhook_id = ?")
                .param(webhookId)
                .query(Boolean.class)
                .optional()
                .isEmpty()) {
            throw Problem.notFound("webhook_id", webhookId);
        }
    }

    private static Webhook webhook(ResultSet row, @Nullable String secret) throws SQLException {
        return new Webhook(
                row.getObject("webhook_id", UUID.class),
                row.getString("url"),
                List.of((String[]) row.getArray("event_types").getArray()),
                row.getBoolean("is_active"),
                row.getTimestamp("created_at").toInstant(),
                secret);
    }
}
