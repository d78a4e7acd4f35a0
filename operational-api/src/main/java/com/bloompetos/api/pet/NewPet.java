package com.bloompetos.api.pet;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a pet when it is registered.
 *
 * @param userId the pet parent; may be left out by the parent
 */
record NewPet(
        @Nullable UUID userId,
        @NotBlank @Size(max = 80) String name,
        @NotBlank @Size(max = 40) String species,
        @Nullable @Size(max = 80) String breed,
        @Nullable @PastOrPresent LocalDate birthDate,
        @Nullable Gender gender,
        @Nullable @DecimalMin("0.01") @DecimalMax("999.99") @Digits(integer = 3, fraction = 2)
                BigDecimal weight,
        @Nullable @Pattern(regexp = "[0-9A-Za-z]{9,15}") String microchipId) {

    enum Gender {
        @JsonProperty("male")
        MALE,
        @JsonProperty("female")
        FEMALE,
        @JsonProperty("unknown")
        UNKNOWN
    }

    String genderText() {
        return (gender == null ? Gender.UNKNOWN : gender).name().toLowerCase(Locale.ROOT);
    }
}
