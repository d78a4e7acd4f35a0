package com.bloompetos.api.alert;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** A finding that someone must act on; it is opened, acknowledged, resolved. */
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
        String status,
        Instant openedAt,
        Instant updatedAt) {}
