package com.bloompetos.api.access;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The person behind a request and the scope of what they may see. A controller method takes one as
 * a parameter.
 *
 * @param branchIds empty means every branch of the organization
 * @param assignedOnly of the appointments only those that are assigned to this person
 * @param session the sign-in that the request belongs to; work that nobody asked for has none
 */
public record Caller(
        UUID userId,
        UUID organizationId,
        Role role,
        List<UUID> branchIds,
        boolean assignedOnly,
        @Nullable String session) {
    static final String ORGANIZATION_ID = "organization_id";
    static final String ROLE = "role";
    static final String BRANCH_IDS = "branch_ids";
    static final String ASSIGNED_ONLY = "assigned_only";
    static final String SESSION = "sid";
    private static final UUID NOBODY = new UUID(0, 0);

    public Caller {
        branchIds = List.copyOf(branchIds);
    }

    public Caller(UUID userId, UUID organizationId, Role role, List<UUID> branchIds) {
        this(userId, organizationId, role, branchIds, false, null);
    }

    /** For work that nobody asked for, such as reminders: sees the whole organization. */
    public static Caller ofProgram(UUID organizationId) {
        return new Caller(NOBODY, organizationId, Role.ADMIN, List.of());
    }

    static Caller of(Jwt token) {
        return new Caller(
                UUID.fromString(token.getSubject()),
                UUID.fromString(requireNonNull(token.getClaimAsString(ORGANIZATION_ID))),
                role(token),
                requireNonNull(token.getClaimAsStringList(BRANCH_IDS)).stream()
                        .map(UUID::fromString)
                        .toList(),
                Boolean.TRUE.equals(token.getClaimAsBoolean(ASSIGNED_ONLY)),
                token.getClaimAsString(SESSION));
    }

    static Role role(Jwt token) {
        return Role.of(requireNonNull(token.getClaimAsString(ROLE)));
    }

    public boolean isPetParent() {
        return role == Role.OWNER;
    }

    public boolean sees(UUID branchId) {
        return branchIds.isEmpty() || branchIds.contains(branchId);
    }

    /** As the setting bloom.branch_ids wants it. */
    String branchScope() {
        return branchIds.isEmpty()
                ? "*"
                : branchIds.stream().map(UUID::toString).collect(Collectors.joining(","));
    }
}
