package com.bloompetos.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallerTest {
    private static final UUID HERE = UUID.randomUUID();
    private static final UUID THERE = UUID.randomUUID();

    @Test
    void someoneWithoutBranchesSeesTheWholeOrganization() {
        var caller = caller(Role.ADMIN);
        assertThat(caller.branchScope()).isEqualTo("*");
        assertThat(caller.sees(THERE)).isTrue();
    }

    @Test
    void someoneWithBranchesSeesThoseOnly() {
        var caller = caller(Role.STAFF, HERE);
        assertThat(caller.branchScope()).isEqualTo(HERE.toString());
        assertThat(caller.sees(HERE)).isTrue();
        assertThat(caller.sees(THERE)).isFalse();
    }

    @Test
    void rolesAreSpelledAsInMemberships() {
        assertThat(Role.of("branch_manager")).isEqualTo(Role.BRANCH_MANAGER);
        assertThat(Role.FRANCHISE_OWNER.text()).isEqualTo("franchise_owner");
    }

    private static Caller caller(Role role, UUID... branches) {
        return new Caller(UUID.randomUUID(), UUID.randomUUID(), role, List.of(branches));
    }
}
