package com.bloompetos.api.inventory;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A shelf after a count.
 *
 * @param movementId the correction, where one was needed
 */
record Counted(UUID itemId, int before, int onHand, @Nullable UUID movementId) {}
