package com.bloompetos.api.user;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pet parent who comes for the first time.
 *
 * @param branchId where; its franchise has a client more
 */
record NewClient(
        @NotNull UUID branchId,
        @NotBlank @Email @Size(max = 254) String email,
        @NotBlank @Size(max = 80) String firstName,
        @NotBlank @Size(max = 80) String lastName,
        @Nullable @Pattern(regexp = "[0-9+ ()/-]{3,30}") String phoneNumber) {}
