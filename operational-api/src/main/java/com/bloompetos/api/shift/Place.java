package com.bloompetos.api.shift;

import java.util.UUID;

/** Room for one pet at a time. */
record Place(UUID resourceId, UUID branchId, String placeKind, String label) {}
