package com.bloompetos.api.pet;

import com.bloompetos.api.pet.NewPet.Gender;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be different about a pet; what is left out stays.
 *
 * @param userId a new pet parent; only who works here hands a pet over
 */
record PetChange(
        @Nullable UUID userId,
        @Nullable @Size(min = 1, max = 80) @Pattern(regexp = "(?s).*\\S.*") String name,
        @Nullable @Size(max = 80) String breed,
        @Nullable @PastOrPresent LocalDate birthDate,
        @Nullable Gender gender,
        @Nullable @DecimalMin("0.01") @DecimalMax("999.99") @Digits(integer = 3, fraction = 2)
                BigDecimal weight,
        @Nullable @Pattern(regexp = "[0-9A-Za-z]{9,15}") String microchipId) {}
