package com.bloompetos.api.pet;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A pet as its people know it; the weight is in kilograms. */
record Pet(
        UUID petId,
        UUID userId,
        String name,
        String species,
        @Nullable String breed,
        @Nullable LocalDate birthDate,
        String gender,
        @Nullable BigDecimal weight,
        @Nullable String microchipId,
        Instant createdAt) {}
