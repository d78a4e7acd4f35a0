package com.bloompetos.api.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A service that the organization will offer; what is left out is nothing.
 *
 * @param pricedPer left out: per visit
 */
record NewService(
        @NotBlank @Size(max = 200) String name,
        @NotNull Category category,
        @Nullable @Size(max = 2000) String description,
        @NotNull @PositiveOrZero @Max(99_999_999) Long priceCents,
        @NotNull @Min(5) @Max(86_400) Integer durationMinutes,
        @Nullable @Min(0) @Max(720) Integer lateCancelHours,
        @Nullable @Min(0) @Max(480) Integer bufferBeforeMinutes,
        @Nullable @Min(0) @Max(480) Integer bufferAfterMinutes,
        @Nullable @Size(max = 10) List<@NotBlank @Size(max = 60) String> requiredSkills,
        @Nullable @Pattern(regexp = "[a-z][a-z_]{0,39}") String placeKind,
        @Nullable PricedPer pricedPer,
        @Nullable @Min(0) @Max(5000) Integer taxBasisPoints,
        @Nullable @PositiveOrZero @Max(99_999_999) Long depositCents,
        @Nullable @PositiveOrZero @Max(99_999_999) Long lateFeeCents,
        @Nullable @PositiveOrZero @Max(99_999_999) Long noShowFeeCents) {

    /** What kind of work it is. */
    enum Category {
        @JsonProperty("vet")
        VET,
        @JsonProperty("grooming")
        GROOMING,
        @JsonProperty("boarding")
        BOARDING,
        @JsonProperty("daycare")
        DAYCARE,
        @JsonProperty("training")
        TRAINING;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the price is for. */
    enum PricedPer {
        @JsonProperty("visit")
        VISIT,
        @JsonProperty("night")
        NIGHT
    }

    String[] skills() {
        return requiredSkills == null ? new String[0] : requiredSkills.toArray(String[]::new);
    }

    String priced() {
        return pricedPer == PricedPer.NIGHT ? "night" : "visit";
    }
}
