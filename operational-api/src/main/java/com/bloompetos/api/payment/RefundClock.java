package com.bloompetos.api.payment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.Role;
import com.bloompetos.api.access.TenantTransaction;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Asks the provider for the refunds that were committed, until each is done: a crash in between
 * asks again, with the same key, and the provider gives back once.
 */
@Component
@Lazy(false)
class RefundClock implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(RefundClock.class);
    private static final UUID NOBODY = new UUID(0, 0);
    private static final long SECONDS = 5;

    private final ObjectProvider<TenantTransaction> transaction;
    private final ObjectProvider<JdbcClient> jdbc;
    private final PaymentProvider provider;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        var thread = new Thread(work, "refunds");
                        thread.setDaemon(true);
                        return thread;
                    });
    private volatile boolean running;

    RefundClock(
            ObjectProvider<TenantTransaction> transaction,
            ObjectProvider<JdbcClient> jdbc,
            PaymentProvider provider) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.provider = provider;
    }

    @Override
    public void start() {
        running = true;
        var unused = clock.scheduleWithFixedDelay(this::look, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            var organizations =
                    jdbc.getObject()
                            .sql("select security.organizations_with_waiting_refunds()")
                            .query(UUID.class)
                            .list();
            for (var organizationId : organizations) {
                giveBack(new Caller(NOBODY, organizationId, Role.ADMIN, List.of()));
            }
        } catch (DataAccessException | TransactionException away) {
            log.debug("refunds are looked at again later: {}", String.valueOf(away.getMessage()));
        }
    }

    record Waiting(UUID refundId, long amountCents, @Nullable String providerReference) {}

    private void giveBack(Caller system) {
        var waiting =
                transaction
                        .getObject()
                        .read(
                                system,
                                () ->
                                        jdbc.getObject()
                                                .sql(
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
            transaction
                    .getObject()
                    .write(
                            system,
                            () ->
                                    jdbc.getObject()
                                            .sql(
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

    @Override
    public void stop() {
        running = false;
        clock.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
