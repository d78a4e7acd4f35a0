package com.bloompetos.api.payment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.Role;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.payment.PaymentProvider.Asked;
import com.bloompetos.api.payment.PaymentProvider.Charge;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Charges of cards. The intent is written before the provider is asked, so that whatever it says,
 * and however often, finds its row; money is booked by the provider's word alone.
 */
@Service
class Intents {
    private static final Logger log = LoggerFactory.getLogger(Intents.class);
    private static final String TABLE = "payment_intents";
    private static final UUID NOBODY = new UUID(0, 0);
    private static final String COLUMNS =
            """
            intent_id, branch_id, kind, invoice_id, appointment_id, amount_cents, tip_cents, provider, provider_reference,
            status, created_at, cast(null as text) as client_secret""";

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Positions positions;
    private final Payments payments;
    private final Deposits deposits;
    private final PaymentProvider provider;

    Intents(
            TenantTransaction transaction,
            JdbcClient jdbc,
            Positions positions,
            Payments payments,
            Deposits deposits,
            PaymentProvider provider) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.positions = positions;
        this.payments = payments;
        this.deposits = deposits;
        this.provider = provider;
    }

    Written<Intent> create(Caller caller, NewIntent wish) {
        if ((wish.invoiceId() == null) == (wish.appointmentId() == null)) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD,
                    "invoice_id",
                    "Name an invoice or an appointment, and not both.");
        }
        var made = transaction.write(caller, () -> insert(caller, wish));
        var intent = made.content();
        var asked = ask(caller, intent);
        var sent =
                transaction.write(
                        caller,
                        () ->
                                jdbc.sql(
                                                """
                                                update payment_intents
                                                set provider_reference = ?,
                                                    status = case status when 'created' then 'processing' else status end
                                                where intent_id = ? returning %s
                                                """
                                                        .formatted(COLUMNS))
                                        .params(asked.reference(), intent.intentId())
                                        .query(Intent.class)
                                        .single());
        return new Written<>(sent.with(asked.clientSecret()), made.position());
    }

    private Written<Intent> insert(Caller caller, NewIntent wish) {
        var terms = wish.invoiceId() != null ? invoice(wish) : deposit(wish);
        long endOfLog = positions.endOfLog();
        var intent =
                jdbc.sql(
                                """
                                insert into payment_intents
                                    (organization_id, branch_id, kind, invoice_id, appointment_id, amount_cents, tip_cents, provider)
                                values (:organization, :branch, :kind, :invoice, :appointment, :amount, :tip, :provider)
                                returning %s
                                """
                                        .formatted(COLUMNS))
                        .param("organization", caller.organizationId())
                        .param("branch", terms.branchId())
                        .param("kind", wish.invoiceId() != null ? "payment" : "deposit")
                        .param("invoice", wish.invoiceId())
                        .param("appointment", wish.appointmentId())
                        .param("amount", terms.amountCents())
                        .param("tip", wish.tip())
                        .param("provider", provider.name())
                        .query(Intent.class)
                        .single();
        return new Written<>(intent, new Position(TABLE, intent.intentId(), endOfLog));
    }

    private Terms invoice(NewIntent wish) {
        var invoiceId = Objects.requireNonNull(wish.invoiceId());
        var account = payments.account(invoiceId);
        long amount = wish.amountCents() == null ? account.openCents() : wish.amountCents();
        if (amount > account.openCents() || amount == 0) {
            throw Problem.invalid(
                    ProblemType.TOO_MUCH,
                    "amount_cents",
                    "Only %d cents are open.".formatted(account.openCents()));
        }
        return new Terms(account.branchId(), amount);
    }

    private Terms deposit(NewIntent wish) {
        if (wish.tip() > 0) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD, "tip_cents", "A deposit is paid without a tip.");
        }
        var asked = deposits.askedFor(Objects.requireNonNull(wish.appointmentId()));
        long amount = wish.amountCents() == null ? asked.openCents() : wish.amountCents();
        if (amount > asked.openCents() || amount == 0) {
            throw Problem.invalid(
                    ProblemType.TOO_MUCH,
                    "amount_cents",
                    "The service asks for %d cents more.".formatted(asked.openCents()));
        }
        return new Terms(asked.branchId(), amount);
    }

    private record Terms(UUID branchId, long amountCents) {}

    private Asked ask(Caller caller, Intent intent) {
        try {
            return provider.ask(
                    new Charge(
                            intent.intentId(),
                            caller.organizationId(),
                            intent.amountCents() + intent.tipCents(),
                            currency(caller)));
        } catch (IOException refused) {
            log.warn(
                    "the payment provider does not answer: {}",
                    String.valueOf(refused.getMessage()));
            transaction.write(
                    caller,
                    () ->
                            jdbc.sql(
                                            "update payment_intents set status = 'failed' where intent_id = ? and status = 'created'")
                                    .param(intent.intentId())
                                    .update());
            throw Problem.unavailable("The payment provider does not answer; nothing was charged.");
        }
    }

    private String currency(Caller caller) {
        return transaction.read(
                caller,
                () -> jdbc.sql("select currency from organizations").query(String.class).single());
    }

    Intent find(Caller caller, UUID intentId) {
        return transaction.read(
                caller,
                () ->
                        jdbc.sql(
                                        "select %s from payment_intents where intent_id = ?"
                                                .formatted(COLUMNS))
                                .param(intentId)
                                .query(Intent.class)
                                .optional()
                                .orElseThrow(() -> Problem.notFound("intent_id", intentId)));
    }

    /**
     * An event is booked once, in one transaction with what it means; a charge that has succeeded
     * never fails any more, whatever comes after.
     */
    void hear(PaymentEvent event) {
        var system = new Caller(NOBODY, event.organizationId(), Role.ADMIN, List.of());
        transaction.write(
                system,
                () -> {
                    var intent = lock(event.intentId());
                    if (isNew(event)) {
                        follow(system, intent, event);
                    }
                    return intent;
                });
    }

    private Intent lock(UUID intentId) {
        return jdbc.sql(
                        "select %s from payment_intents where intent_id = ? for update"
                                .formatted(COLUMNS))
                .param(intentId)
                .query(Intent.class)
                .optional()
                .orElseThrow(() -> Problem.notFound("intent_id", intentId));
    }

    private boolean isNew(PaymentEvent event) {
        return jdbc.sql(
                                """
                                insert into payment_events (event_id, organization_id, intent_id, type) values (?, ?, ?, ?)
                                on conflict do nothing
                                """)
                        .params(event.id(), event.organizationId(), event.intentId(), event.type())
                        .update()
                == 1;
    }

    private void follow(Caller system, Intent intent, PaymentEvent event) {
        if (intent.status().equals("succeeded")) {
            return;
        }
        switch (event.type()) {
            case PaymentEvent.SUCCEEDED -> {
                settle(intent, event, "succeeded");
                if (intent.invoiceId() != null) {
                    payments.paid(system, intent.invoiceId(), intent);
                } else {
                    deposits.taken(system, Objects.requireNonNull(intent.appointmentId()), intent);
                }
            }
            case PaymentEvent.FAILED -> settle(intent, event, "failed");
            default -> log.debug("event {} means nothing here", event.type());
        }
    }

    private void settle(Intent intent, PaymentEvent event, String status) {
        jdbc.sql(
                        """
                        update payment_intents set status = ?, provider_reference = coalesce(provider_reference, ?)
                        where intent_id = ?
                        """)
                .params(status, event.reference(), intent.intentId())
                .update();
    }
}
