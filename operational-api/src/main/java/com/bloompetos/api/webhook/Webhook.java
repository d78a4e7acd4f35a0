package com.bloompetos.api.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told.
 *
 * @param secret to check signatures with; told once, when it is drawn
 */
record Webhook(
        UUID webhookId,
        String url,
        List<String> eventTypes,
        boolean isActive,
        Instant createdAt,
        @Nullable String secret) {}
