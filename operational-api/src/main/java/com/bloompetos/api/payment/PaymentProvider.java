package com.bloompetos.api.payment;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * Whoever moves the money of a card. It is asked outside of any transaction, and what became of it
 * arrives later as a signed event: twice, late or out of order, as networks are.
 */
interface PaymentProvider {
    String name();

    /**
     * @param intentId ours; the same twice is one charge
     */
    record Charge(UUID intentId, UUID organizationId, long amountCents, String currency) {}

    /**
     * @param clientSecret what the payer's device needs to confirm the charge
     */
    record Asked(String reference, String clientSecret) {}

    /**
     * @throws IOException the provider was not reached, or would not; nothing was charged
     */
    Asked ask(Charge charge) throws IOException;

    /**
     * What became of a charge, for when no event told: the type of the event that would have, or
     * nothing while it is not decided.
     *
     * @throws IOException the provider was not reached, or would not say
     */
    Optional<String> outcome(Charge charge, String reference) throws IOException;

    /**
     * Gives back a charge, or a part of it; the same key twice is one refund.
     *
     * @throws IOException the provider was not reached, or would not
     */
    void refund(String reference, long amountCents, String key) throws IOException;
}
