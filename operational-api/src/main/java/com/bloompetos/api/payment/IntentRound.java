package com.bloompetos.api.payment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.background.Round;
import com.bloompetos.api.payment.PaymentProvider.Charge;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks the provider what became of charges that no event has told of: the event was lost, or the
 * process died between writing the intent and hearing of it. The answer is booked as an event is,
 * so that it does not matter which comes first, or whether both do.
 */
@Component
class IntentRound implements Round {
    private static final Logger log = LoggerFactory.getLogger(IntentRound.class);

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final PaymentProvider provider;
    private final Intents intents;

    IntentRound(
            TenantTransaction transaction,
            JdbcClient jdbc,
            PaymentProvider provider,
            Intents intents) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.provider = provider;
        this.intents = intents;
    }

    @Override
    public String name() {
        return "intents";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void go() {
        var organizations =
                jdbc.sql("select security.organizations_with_forgotten_intents()")
                        .query(UUID.class)
                        .list();
        for (var organizationId : organizations) {
            ask(Caller.ofProgram(organizationId));
        }
    }

    /** A charge without an outcome, and its name at the provider if that is known. */
    record Forgotten(
            UUID intentId,
            UUID organizationId,
            long amountCents,
            String currency,
            @Nullable String providerReference) {
        Charge charge() {
            return new Charge(intentId, organizationId, amountCents, currency);
        }
    }

    /** A payer may take hours: the older a charge is, the longer are the pauses. */
    private void ask(Caller system) {
        var forgotten =
                transaction.read(
                        system,
                        () ->
                                jdbc.sql(
                                                """
                                                select i.intent_id, i.organization_id, i.amount_cents + i.tip_cents as amount_cents,
                                                       o.currency, i.provider_reference
                                                from payment_intents i join organizations o using (organization_id)
                                                where i.status in ('created', 'processing') and i.provider = ?
                                                  and i.updated_at <= now() - greatest(interval '30 seconds',
                                                      least((now() - i.created_at) / 3, interval '6 hours'))
                                                order by i.updated_at limit 100
                                                """)
                                        .param(provider.name())
                                        .query(Forgotten.class)
                                        .list());
        for (var one : forgotten) {
            try {
                follow(system, one);
            } catch (IOException away) {
                log.warn(
                        "intent {} stays open: {}",
                        one.intentId(),
                        String.valueOf(away.getMessage()));
            }
        }
    }

    private void follow(Caller system, Forgotten one) throws IOException {
        // The same charge twice is one charge, and its name is told again.
        String reference =
                one.providerReference() != null
                        ? one.providerReference()
                        : provider.ask(one.charge()).reference();
        Optional<String> outcome = provider.outcome(one.charge(), reference);
        if (outcome.isPresent()) {
            intents.hear(
                    new PaymentEvent(
                            "asked_" + one.intentId() + "_" + outcome.get(),
                            outcome.get(),
                            reference,
                            one.organizationId(),
                            one.intentId()));
            log.info("intent {} was forgotten: {}", one.intentId(), outcome.get());
            return;
        }
        transaction.write(
                system,
                () ->
                        jdbc.sql(
                                        """
                                        update payment_intents set status = 'processing', provider_reference = ?
                                        where intent_id = ? and status in ('created', 'processing')
                                        """)
                                .params(reference, one.intentId())
                                .update());
    }
}
