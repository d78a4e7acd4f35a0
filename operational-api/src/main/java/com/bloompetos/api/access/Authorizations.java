package com.bloompetos.api.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.util.function.SingletonSupplier;

/**
 * Codes and refresh tokens, looked up from the first use on. The framework's own service asks the
 * database for its columns when it is made: a database that is away would then close every door,
 * not only this one. A refresh token that was spent and comes again ends its session, since two
 * people hold it.
 */
final class Authorizations implements OAuth2AuthorizationService {
    private final Supplier<OAuth2AuthorizationService> service;
    private final JdbcOperations jdbc;

    Authorizations(Supplier<OAuth2AuthorizationService> service, JdbcOperations jdbc) {
        this.service = SingletonSupplier.of(service);
        this.jdbc = jdbc;
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        var before = service.get().findById(authorization.getId());
        service.get().save(authorization);
        var spent = before == null ? null : before.getToken(OAuth2RefreshToken.class);
        var kept = authorization.getToken(OAuth2RefreshToken.class);
        if (spent != null
                && kept != null
                && !spent.getToken().getTokenValue().equals(kept.getToken().getTokenValue())) {
            jdbc.update(
                    """
                    insert into spent_refresh_tokens (token_hash, session_id, forget_at) values (?, ?, ?)
                    on conflict do nothing
                    """,
                    hash(spent.getToken().getTokenValue()),
                    authorization.getId(),
                    Timestamp.from(
                            java.util.Objects.requireNonNull(spent.getToken().getExpiresAt())));
        }
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        service.get().remove(authorization);
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return service.get().findById(id);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        var found = service.get().findByToken(token, type);
        if (found == null) {
            jdbc.queryForList(
                            "select session_id from spent_refresh_tokens where token_hash = ?",
                            String.class,
                            hash(token))
                    .forEach(session -> Sessions.end(jdbc, session));
        }
        return found;
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
