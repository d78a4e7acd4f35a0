package com.bloompetos.api.webhook;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.background.Round;
import com.bloompetos.api.privacy.Vault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes what is due on its way. A delivery is leased before it is tried, so that no transaction is
 * open while somebody else's server thinks, and so that a crash means once more, never not at all.
 */
@Component
class WebhookRound implements Round {
    private static final int AT_ONCE = 50;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Vault vault;
    private final Target target;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    WebhookRound(TenantTransaction transaction, JdbcClient jdbc, Vault vault, Target target) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.vault = vault;
        this.target = target;
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void go() {
        var organizations =
                jdbc.sql("select * from security.organizations_to_deliver()")
                        .query(UUID.class)
                        .list();
        for (var organization : organizations) {
            var program = Caller.ofProgram(organization);
            for (var due : lease(program)) {
                var answer = send(due);
                transaction.write(program, () -> record(due, answer));
            }
        }
    }

    private record Due(
            UUID deliveryId,
            UUID eventId,
            String url,
            String secret,
            String eventType,
            String aggregateKind,
            UUID aggregateId,
            long sequence,
            String payload,
            Instant createdAt) {}

    private record Outcome(boolean isGood, String answer) {}

    private List<Due> lease(Caller program) {
        return transaction.write(
                program,
                () ->
                        jdbc.sql(
                                        """
                                        with due as (
                                            select delivery_id from webhook_deliveries
                                            where status = 'pending' and next_attempt_at <= now()
                                            order by delivery_id limit :most for update skip locked),
                                        leased as (
                                            update webhook_deliveries d
                                            set attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => :lease)
                                            from due where d.delivery_id = due.delivery_id
                                            returning d.delivery_id, d.webhook_id, d.event_id)
                                        select l.delivery_id, e.event_id, w.url, w.secret, e.event_type, e.aggregate_kind,
                                               e.aggregate_id, e.sequence, e.payload::text as payload, e.created_at
                                        from leased l join webhooks w using (webhook_id) join webhook_events e on e.event_id = l.event_id
                                        order by l.delivery_id
                                        """)
                                .param("most", AT_ONCE)
                                .param("lease", LEASE.toSeconds())
                                .query(Due.class)
                                .list());
    }

    private Outcome send(Due due) {
        var objection = target.objection(due.url());
        if (objection.isPresent()) {
            return new Outcome(false, objection.get());
        }
        String body =
                """
                {"id":"%s","type":"%s","created_at":"%s","aggregate":"%s","aggregate_id":"%s","sequence":%d,"data":%s}"""
                        .formatted(
                                due.eventId(),
                                due.eventType(),
                                due.createdAt(),
                                due.aggregateKind(),
                                due.aggregateId(),
                                due.sequence(),
                                due.payload());
        var request =
                HttpRequest.newBuilder(URI.create(due.url()))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .header(
                                Signature.HEADER,
                                Signature.of(
                                        vault.open(due.secret()),
                                        Instant.now().getEpochSecond(),
                                        body))
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            return new Outcome(status / 100 == 2, String.valueOf(status));
        } catch (IOException e) {
            return new Outcome(false, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(false, "interrupted");
        }
    }

    /** Ten seconds, twenty, forty, up to six hours apart, for three days. */
    private int record(Due due, Outcome outcome) {
        return jdbc.sql(
                        """
                        update webhook_deliveries set last_answer = :answer,
                            status = case when :good then 'delivered' when now() >= give_up_at then 'given_up' else 'pending' end,
                            delivered_at = case when :good then now() end,
                            next_attempt_at = now() + least(interval '10 seconds' * power(2, attempts - 1), interval '6 hours')
                        where delivery_id = :delivery
                        """)
                .param("answer", outcome.answer())
                .param("good", outcome.isGood())
                .param("delivery", due.deliveryId())
                .update();
    }
}
