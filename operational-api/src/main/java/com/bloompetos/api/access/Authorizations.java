package com.bloompetos.api.access;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.util.function.SingletonSupplier;

/**
 * Codes and refresh tokens, looked up from the first use on. The framework's own service asks the
 * database for its columns when it is made: a database that is away would then close every door,
 * not only this one.
 */
final class Authorizations implements OAuth2AuthorizationService {
    private final Supplier<OAuth2AuthorizationService> service;

    Authorizations(Supplier<OAuth2AuthorizationService> service) {
        this.service = SingletonSupplier.of(service);
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        service.get().save(authorization);
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
        return service.get().findByToken(token, type);
    }
}
