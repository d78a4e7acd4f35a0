package com.bloompetos.api.knowledge;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A question to the chain's documents as somebody typed it. */
record NewDocumentQuestion(@NotNull @NotBlank @Size(min = 1, max = 400) String question) {}
