package com.bloompetos.api.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One event on its way to one listener. */
record WebhookDelivery(
        UUID deliveryId,
        UUID eventId,
        String eventType,
        UUID aggregateId,
        long sequence,
        String status,
        int attempts,
        Instant nextAttemptAt,
        @Nullable Instant deliveredAt,
        @Nullable String lastAnswer) {}
