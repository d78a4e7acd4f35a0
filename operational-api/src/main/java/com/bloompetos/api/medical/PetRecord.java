package com.bloompetos.api.medical;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that is known of a pet's health, newest first. */
record PetRecord(
        UUID petId,
        List<Weight> weights,
        List<Vaccination> vaccinations,
        List<Visit> visits,
        List<Note> notes) {

    record Weight(UUID weightId, BigDecimal weight, LocalDate measuredOn) {}

    /**
     * @param expiryDate when the next one is due
     */
    record Vaccination(
            UUID vaccinationId,
            UUID branchId,
            UUID petId,
            String vaccineName,
            LocalDate vaccinationDate,
            @Nullable LocalDate expiryDate,
            @Nullable UUID administeredBy,
            @Nullable String notes) {}

    record Visit(
            UUID historyId,
            UUID branchId,
            UUID appointmentId,
            UUID serviceId,
            @Nullable UUID staffId,
            Instant serviceDate,
            LocalDate serviceDay,
            @Nullable String notes) {}

    record Note(
            UUID noteId,
            UUID branchId,
            UUID petId,
            @Nullable UUID appointmentId,
            UUID writtenBy,
            String notes,
            Instant createdAt) {}
}
