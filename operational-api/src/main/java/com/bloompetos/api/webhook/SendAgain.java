package com.bloompetos.api.webhook;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** From which number on the events of one thing are wanted once more. */
record SendAgain(@NotNull UUID aggregateId, @NotNull @Min(1) Long fromSequence) {}
