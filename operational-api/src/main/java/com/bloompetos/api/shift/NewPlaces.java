package com.bloompetos.api.shift;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Places of one kind: the runs of a kennel, the places in a class.
 *
 * @param label each place is called so, and numbered
 * @param capacity how many pets at a time
 */
record NewPlaces(
        @NotNull @Pattern(regexp = "[a-z][a-z_]{0,39}") String placeKind,
        @NotBlank @Size(max = 60) String label,
        @NotNull @Min(1) @Max(200) Integer capacity) {}
