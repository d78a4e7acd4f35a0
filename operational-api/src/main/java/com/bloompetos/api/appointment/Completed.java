package com.bloompetos.api.appointment;

import java.util.List;
import java.util.UUID;

/**
 * A completed appointment and its invoice.
 *
 * @param totalCents tax included
 * @param openCents what a deposit has left to pay
 * @param shortOf what the service should have used up and the shelf did not have
 */
record Completed(
        Appointment appointment,
        UUID invoiceId,
        long totalCents,
        long openCents,
        List<String> shortOf) {}
