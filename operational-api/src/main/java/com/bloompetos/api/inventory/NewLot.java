package com.bloompetos.api.inventory;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What is printed on a box that arrives. */
record NewLot(@NotBlank @Size(max = 60) String lotNumber, @Nullable LocalDate expiresOn) {}
