package com.bloompetos.api.medical;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a vet or a groomer wants to be remembered about a pet. */
record NewNote(
        @NotNull UUID branchId,
        @Nullable UUID appointmentId,
        @NotBlank @Size(max = 5000) String notes) {}
