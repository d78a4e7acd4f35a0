package com.bloompetos.api.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Money that moved.
 *
 * @param amountCents negative for a refund
 * @param openCents what is left to pay on the invoice
 */
record Payment(
        UUID paymentId,
        UUID branchId,
        UUID invoiceId,
        String kind,
        String method,
        long amountCents,
        long tipCents,
        LocalDate paidDay,
        Instant createdAt,
        String invoiceStatus,
        long openCents) {}
