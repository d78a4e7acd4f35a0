package com.bloompetos.api.access;

import com.bloompetos.api.ApiConfiguration;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Finds the caller of a request: in a bearer token of ours, for a token of another issuer or a
 * page's session in the memberships of now.
 */
@Component
public class Callers {
    private static final Duration KNOWN_FOR = Duration.ofMinutes(1);
    private static final int MOST_KNOWN = 10_000;

    private final JdbcClient jdbc;
    private final String issuer;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Callers(JdbcClient jdbc, ApiConfiguration configuration) {
        this.jdbc = jdbc;
        this.issuer = configuration.issuer();
    }

    public Caller of(Authentication authentication) {
        if (authentication instanceof JwtAuthenticationToken bearer) {
            return of(bearer.getToken());
        }
        return find(UUID.fromString(authentication.getName()))
                .orElseThrow(() -> new AccessDeniedException("The account has no membership."));
    }

    Caller of(Jwt token) {
        if (token.getIssuer() == null || issuer.equals(token.getIssuer().toString())) {
            return Caller.of(token);
        }
        String email = token.getClaimAsString("email");
        if (email == null || !Boolean.TRUE.equals(token.getClaimAsBoolean("email_verified"))) {
            throw new BadCredentialsException("The token names no verified e-mail.");
        }
        return byEmail(email);
    }

    /** Asked once a minute for each person, since such a token comes with every request. */
    private Caller byEmail(String email) {
        var now = Instant.now();
        var before = known.get(email);
        if (before != null && before.until().isAfter(now)) {
            return before.caller();
        }
        var people =
                jdbc.sql("select * from security.people_of(?)")
                        .param(email)
                        .query(UUID.class)
                        .list();
        // Somebody with accounts at two organizations signs in here, where the password tells
        // which.
        if (people.size() != 1) {
            throw new BadCredentialsException("The e-mail is not that of one account.");
        }
        var caller =
                find(people.get(0))
                        .orElseThrow(
                                () ->
                                        new BadCredentialsException(
                                                "The account has no membership."));
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.put(email, new Known(caller, now.plus(KNOWN_FOR)));
        return caller;
    }

    /** The person as they are now; nothing for who has no membership any more. */
    public Optional<Caller> find(UUID userId) {
        return account(userId).map(Account::caller);
    }

    Optional<Account> account(UUID userId) {
        return jdbc.sql(
                        "select organization_id, role, branch_ids, assigned_only, email from security.scope_of(?)")
                .param(userId)
                .query(
                        (row, number) ->
                                new Account(
                                        new Caller(
                                                userId,
                                                row.getObject("organization_id", UUID.class),
                                                Role.of(row.getString("role")),
                                                branchIds(row),
                                                row.getBoolean("assigned_only"),
                                                null),
                                        row.getString("email")))
                .optional();
    }

    private static List<UUID> branchIds(ResultSet row) throws SQLException {
        return List.of((UUID[]) row.getArray("branch_ids").getArray());
    }

    /** Somebody's scope, and the e-mail as the database holds it. */
    record Account(Caller caller, @Nullable String email) {}

    private record Known(Caller caller, Instant until) {}
}
