package com.bloompetos.api.user;

import java.util.List;
import java.util.UUID;

/**
 * The signed-in person.
 *
 * @param branchIds empty means every branch of the organization
 */
record Me(
        UUID userId,
        UUID organizationId,
        String role,
        List<UUID> branchIds,
        String email,
        String firstName,
        String lastName) {}
