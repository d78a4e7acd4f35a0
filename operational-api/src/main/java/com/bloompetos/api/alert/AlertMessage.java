package com.bloompetos.api.alert;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one person was told at once, or will be.
 *
 * @param kind alerts, or digest: the morning's letter, with what was held back
 * @param status waiting, sent, capped by the day's limit, dropped because nothing of it was open
 *     any more, or failed
 */
record AlertMessage(
        UUID messageId,
        UUID branchId,
        String kind,
        String rule,
        String severity,
        List<UUID> alertIds,
        String status,
        Instant sendAt,
        @Nullable Instant sentAt) {}
