package com.bloompetos.api.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An invoice with what it charges and what came in for it. */
record Invoice(
        UUID invoiceId,
        UUID branchId,
        UUID userId,
        @Nullable UUID appointmentId,
        LocalDate saleDay,
        String status,
        Instant createdAt,
        long totalCents,
        long paidCents,
        long openCents,
        List<Line> lines,
        List<Paid> payments) {

    static Invoice of(Head head, List<Line> lines, List<Paid> payments) {
        return new Invoice(
                head.invoiceId(),
                head.branchId(),
                head.userId(),
                head.appointmentId(),
                head.saleDay(),
                head.status(),
                head.createdAt(),
                head.totalCents(),
                head.paidCents(),
                head.totalCents() - head.paidCents(),
                lines,
                payments);
    }

    /** The row of the invoice itself. */
    record Head(
            UUID invoiceId,
            UUID branchId,
            UUID userId,
            @Nullable UUID appointmentId,
            LocalDate saleDay,
            String status,
            Instant createdAt,
            long totalCents,
            long paidCents) {}

    /** One thing that is charged; a refund has every sign turned. */
    record Line(
            UUID lineId,
            @Nullable UUID serviceId,
            @Nullable UUID itemId,
            String kind,
            String charge,
            int quantity,
            long grossCents,
            long discountCents,
            long taxCents,
            Instant createdAt) {}

    /** Money that came in, or went back. */
    record Paid(
            UUID paymentId,
            String kind,
            String method,
            long amountCents,
            long tipCents,
            Instant createdAt) {}
}
