package com.bloompetos.api.alert;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A finding that someone must act on; it is opened, acknowledged, snoozed, resolved, or wrong.
 *
 * @param atStakeCents money that is lost or at risk if nobody acts; absent when it cannot be told
 * @param action what to do, by its name; empty when nothing can be done
 * @param advice the same in words
 * @param closedBy the person who resolved it or called it wrong; absent when its rule saw the end
 * @param isDemoted its rule was wrong so often that this was opened as info and not sent
 */
public record Alert(
        UUID alertId,
        UUID branchId,
        String rule,
        String severity,
        String subjectKind,
        String subjectId,
        String episode,
        String title,
        @Schema(types = "object") @JsonRawValue String evidence,
        @Nullable Long atStakeCents,
        String action,
        String advice,
        String status,
        Instant openedAt,
        Instant updatedAt,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant snoozedUntil,
        @Nullable Instant closedAt,
        @Nullable UUID closedBy,
        @Nullable String feedback,
        boolean isDemoted) {
    boolean isOpen() {
        return !status.equals("resolved") && !status.equals("wrong");
    }
}
