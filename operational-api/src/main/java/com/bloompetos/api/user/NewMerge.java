package com.bloompetos.api.user;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/**
 * Two rows of one person.
 *
 * @param mergedUserId whose pets and invoices move, and who is nobody afterwards
 */
record NewMerge(@NotNull UUID mergedUserId) {}
