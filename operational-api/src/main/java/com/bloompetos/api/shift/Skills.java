package com.bloompetos.api.shift;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** What somebody can do at a branch. */
record Skills(@NotNull @Size(max = 50) List<@NotBlank @Size(max = 60) String> skills) {}
