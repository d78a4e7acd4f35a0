package com.bloompetos.api.service;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a service costs at a branch, on some days and hours of the branch's own clock.
 *
 * @param weekdays 1 for Monday to 7; left out: every day
 * @param priority the highest counts where several fit
 */
record NewPriceRule(
        @NotNull UUID branchId,
        @NotNull UUID serviceId,
        @Nullable @Size(max = 7) List<@NotNull @Min(1) @Max(7) Integer> weekdays,
        @Nullable LocalTime fromTime,
        @Nullable LocalTime untilTime,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validUntil,
        @NotNull @PositiveOrZero @Max(99_999_999) Long priceCents,
        @Nullable @Min(-1000) @Max(1000) Integer priority) {
    Integer[] days() {
        return weekdays == null ? new Integer[0] : weekdays.toArray(Integer[]::new);
    }
}
