package com.bloompetos.api.alert;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;

/**
 * Not now.
 *
 * @param until when the alert comes back by itself
 */
public record Snooze(@NotNull Instant until) {}
