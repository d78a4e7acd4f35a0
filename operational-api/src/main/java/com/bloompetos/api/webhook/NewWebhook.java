package com.bloompetos.api.webhook;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where to tell.
 *
 * @param eventTypes such as appointment.created; without any, all
 */
record NewWebhook(
        @NotBlank @Size(max = 2000) String url,
        @Nullable @Size(max = 50)
                List<@NotNull @Pattern(regexp = "[a-z_]{1,40}\\.[a-z_]{1,40}") String>
                        eventTypes) {}
