package com.bloompetos.api.alert;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why an alert should not have been.
 *
 * @param reason from a short list, so that nobody's free text travels on with it
 */
public record Wrong(
        @Nullable @Pattern(regexp = "known|too_small|too_late|wrong_numbers|other")
                String reason) {}
