package com.bloompetos.api.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a provider was asked for, and what it has said so far.
 *
 * @param clientSecret for the payer's device; only the first answer has it
 */
record Intent(
        UUID intentId,
        UUID branchId,
        String kind,
        @Nullable UUID invoiceId,
        @Nullable UUID appointmentId,
        long amountCents,
        long tipCents,
        String provider,
        @Nullable String providerReference,
        String status,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String clientSecret) {
    Intent with(String secret) {
        return new Intent(
                intentId,
                branchId,
                kind,
                invoiceId,
                appointmentId,
                amountCents,
                tipCents,
                provider,
                providerReference,
                status,
                createdAt,
                secret);
    }
}
