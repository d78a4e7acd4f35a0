package com.bloompetos.api.question;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A question as somebody typed it. */
record NewQuestion(@NotNull @Size(min = 1, max = 400) String question) {}
