package com.bloompetos.api.alert;

/** Who is written to, as conditions on {@code users u} and {@code memberships m}. */
final class Recipients {
    /** Neither erased nor merged into somebody else. */
    static final String ARE_PEOPLE = "u.merged_into is null and u.email not like 'erased-%'";

    /** The whole letter of the morning is for them. */
    static final String LEAD_BRANCHES = "m.role in ('franchise_owner', 'branch_manager')";

    private Recipients() {}
}
