package com.bloompetos.api.user;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A pet parent, as the franchise that serves them knows them. */
record Client(
        UUID userId,
        String email,
        String firstName,
        String lastName,
        @Nullable String phoneNumber,
        Instant createdAt) {}
