package com.bloompetos.api.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Finds the caller of a request: in the bearer token, or for a page's session in the memberships of
 * now.
 */
@Component
public class Callers {
    private final JdbcClient jdbc;

    Callers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Caller of(Authentication authentication) {
        if (authentication instanceof JwtAuthenticationToken bearer) {
            return Caller.of(bearer.getToken());
        }
        return find(UUID.fromString(authentication.getName()))
                .orElseThrow(() -> new AccessDeniedException("The account has no membership."));
    }

    Optional<Caller> find(UUID userId) {
        return jdbc.sql("select organization_id, role, branch_ids from security.scope_of(?)")
                .param(userId)
                .query(
                        (row, number) ->
                                new Caller(
                                        userId,
                                        row.getObject("organization_id", UUID.class),
                                        Role.of(row.getString("role")),
                                        branchIds(row)))
                .optional();
    }

    private static List<UUID> branchIds(ResultSet row) throws SQLException {
        return List.of((UUID[]) row.getArray("branch_ids").getArray());
    }
}
