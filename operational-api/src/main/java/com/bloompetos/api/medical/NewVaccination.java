package com.bloompetos.api.medical;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A vaccination that was given.
 *
 * @param expiryDate when the next one is due
 * @param administeredBy who gave it; without one the caller
 */
record NewVaccination(
        @NotNull UUID branchId,
        @NotBlank @Size(max = 80) String vaccineName,
        @NotNull @PastOrPresent LocalDate vaccinationDate,
        @Nullable LocalDate expiryDate,
        @Nullable UUID administeredBy,
        @Nullable @Size(max = 2000) String notes) {}
