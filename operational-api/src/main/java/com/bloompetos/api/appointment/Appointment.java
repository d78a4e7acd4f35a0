package com.bloompetos.api.appointment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One dated slot; its day and hour are the branch's own. */
record Appointment(
        UUID appointmentId,
        UUID branchId,
        UUID petId,
        UUID serviceId,
        @Nullable UUID staffId,
        Instant appointmentDate,
        Instant endsAt,
        String status,
        @Nullable String notes,
        LocalDate bookedDay,
        LocalDate scheduledDay,
        int scheduledHour,
        long priceCents,
        @Nullable Instant cancelledAt,
        boolean isLateCancel,
        Instant createdAt,
        Instant updatedAt) {

    Slot slot() {
        return new Slot(appointmentDate, endsAt);
    }
}
