package com.bloompetos.local.clickhouse.access;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a person may see: one organization, and in it some branches or, when none is named, all.
 *
 * <p>None means all as in the memberships of the operational API; as text all is a star, so that a
 * forgotten list is never taken for everything.
 */
public record Scope(UUID organization, List<UUID> branches) {
    static final String EVERY_BRANCH = "*";

    public Scope {
        branches = branches.stream().distinct().sorted().toList();
    }

    static Scope of(String organization, String branches) {
        return new Scope(
                UUID.fromString(organization),
                branches.equals(EVERY_BRANCH)
                        ? List.of()
                        : Arrays.stream(branches.split(",")).map(UUID::fromString).toList());
    }

    String branchList() {
        return branches.isEmpty()
                ? EVERY_BRANCH
                : branches.stream().map(UUID::toString).collect(Collectors.joining(","));
    }
}
