package com.bloompetos.api.appointment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One dated slot; its day and hour are the branch's own. */
public record Appointment(
        UUID appointmentId,
        UUID branchId,
        UUID petId,
        UUID serviceId,
        @Nullable UUID staffId,
        @Nullable UUID placeId,
        @Nullable UUID seriesId,
        Instant appointmentDate,
        Instant endsAt,
        String status,
        @Nullable String notes,
        LocalDate bookedDay,
        LocalDate scheduledDay,
        int scheduledHour,
        long priceCents,
        @Nullable Instant confirmedAt,
        @Nullable Instant checkedInAt,
        @Nullable Instant cancelledAt,
        boolean isLateCancel,
        Instant createdAt,
        Instant updatedAt) {

    /** Where a scheduled appointment stands, as its status changes call it. */
    String stage() {
        if (!status.equals("scheduled")) {
            return status;
        }
        return checkedInAt != null ? "checked_in" : confirmedAt != null ? "confirmed" : status;
    }
}
