package com.bloompetos.api.medical;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import java.math.BigDecimal;
import java.time.LocalDate;

/** A weight in kilograms, and the day of the scales. */
record NewWeight(
        @NotNull @DecimalMin("0.01") @DecimalMax("999.99") @Digits(integer = 3, fraction = 2)
                BigDecimal weight,
        @NotNull @PastOrPresent LocalDate measuredOn) {}
