package com.bloompetos.api.branch;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A member of staff or a place of a branch, under the label that the branch chose. */
record BookableResource(UUID resourceId, String kind, @Nullable UUID userId, String label) {}
