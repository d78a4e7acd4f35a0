package com.bloompetos.api.slot;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A slot that could be booked now.
 *
 * @param staffIds who could do it; empty for a stay, which takes a place
 */
record OpenSlot(UUID branchId, Instant appointmentDate, Instant endsAt, List<UUID> staffIds) {}
