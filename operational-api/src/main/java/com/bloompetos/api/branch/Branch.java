package com.bloompetos.api.branch;

import java.time.LocalTime;
import java.util.UUID;

/** One site of the chain. */
record Branch(
        UUID branchId,
        UUID franchiseId,
        String name,
        String timeZone,
        LocalTime opensAt,
        LocalTime closesAt) {}
