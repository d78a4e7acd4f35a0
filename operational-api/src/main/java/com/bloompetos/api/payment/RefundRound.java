package com.bloompetos.api.payment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.background.Round;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks the provider for the refunds that were committed, until each is done: a crash in between
 * asks again, with the same key, and the provider gives back once.
 */
@Component
class RefundRound implements Round {
    private static final Logger log = LoggerFactory.getLogger(RefundRound.class);

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final PaymentProvider provider;

    RefundRound(TenantTransaction transaction, JdbcClient jdbc, PaymentProvider provider) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.provider = provider;
    }

    @Override
    public String name() {
        return "refunds";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void go() {
        var organizations =
                jdbc.sql("select security.organizations_with_waiting_refunds()")
                        .query(UUID.class)
                        .list();
        for (var organizationId : organizations) {
            giveBack(Caller.ofProgram(organizationId));
        }
    }

    record Waiting(UUID refundId, long amountCents, @Nullable String providerReference) {}

    private void giveBack(Caller system) {
        var waiting =
                transaction.read(
                        system,
                        () ->
                                jdbc.sql(
                                                """
                                                        select r.refund_id, r.amount_cents, i.provider_reference
                                                        from refunds r join payment_intents i using (intent_id)
                                                        where r.status = 'waiting' and i.provider = ?
                                                          and r.updated_at <= now() - least(r.attempts * interval '30 seconds', interval '1 hour')
                                                        order by r.updated_at limit 100
                                                        """)
                                        .param(provider.name())
                                        .query(Waiting.class)
                                        .list());
        for (var refund : waiting) {
            boolean isDone = isDone(refund);
            transaction.write(
                    system,
                    () ->
                            jdbc.sql(
                                            "update refunds set status = ?, attempts = attempts + 1 where refund_id = ?")
                                    .params(isDone ? "done" : "waiting", refund.refundId())
                                    .update());
        }
    }

    private boolean isDone(Waiting refund) {
        try {
            provider.refund(
                    String.valueOf(refund.providerReference()),
                    refund.amountCents(),
                    refund.refundId().toString());
            return true;
        } catch (IOException refused) {
            log.warn(
                    "refund {} waits: {}", refund.refundId(), String.valueOf(refused.getMessage()));
            return false;
        }
    }
}
