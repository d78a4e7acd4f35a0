package com.bloompetos.local.simulate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Opens the wall for one transaction: every branch of one organization. */
public final class Scope {

    private Scope() {}

    public static void set(Connection connection, UUID organizationId) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        select set_config('bloom.organization_id', ?, true), set_config('bloom.branch_ids', '*', true),
                               set_config('bloom.role', 'admin', true)""")) {
            statement.setString(1, organizationId.toString());
            statement.execute();
        }
    }
}
