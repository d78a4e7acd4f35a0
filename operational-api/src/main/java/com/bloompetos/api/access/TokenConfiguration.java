package com.bloompetos.api.access;

import static java.util.Objects.requireNonNull;

import com.bloompetos.api.ApiConfiguration;
import com.bloompetos.api.Dashboards;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/**
 * The embedded issuer: authorization code with PKCE and a short token, for people's own programs
 * with a rotating refresh, for Superset with a secret and without.
 */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {
    /** The command line and every other program that a person starts for themselves. */
    static final String CLIENT = "bloom-cli";

    static final String SUPERSET = "superset";

    @Bean
    AuthorizationServerSettings authorizationServerSettings(ApiConfiguration configuration) {
        return AuthorizationServerSettings.builder().issuer(configuration.issuer()).build();
    }

    @Bean
    RegisteredClientRepository registeredClients(ApiConfiguration configuration) {
        var clients = new ArrayList<RegisteredClient>();
        clients.add(commandLine(configuration));
        var dashboards = configuration.dashboards();
        if (dashboards != null) {
            clients.add(superset(dashboards));
        }
        return new InMemoryRegisteredClientRepository(clients);
    }

    private static RegisteredClient commandLine(ApiConfiguration configuration) {
        return RegisteredClient.withId(CLIENT)
                .clientId(CLIENT)
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUri(configuration.issuer() + "/cli-callback")
                .clientSettings(withProofKey())
                .tokenSettings(
                        TokenSettings.builder()
                                .accessTokenTimeToLive(Duration.ofMinutes(15))
                                .refreshTokenTimeToLive(Duration.ofDays(7))
                                .reuseRefreshTokens(false)
                                .build())
                .build();
    }

    /** Its token is read once, at sign-in: who the person is and what they may see. */
    private static RegisteredClient superset(Dashboards dashboards) {
        return RegisteredClient.withId(SUPERSET)
                .clientId(SUPERSET)
                // Drawn, 96 bits long and kept in memory only: a slow hash would protect nothing.
                .clientSecret("{noop}" + dashboards.secret())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(dashboards.address() + "/oauth-authorized/bloom")
                .clientSettings(withProofKey())
                .tokenSettings(
                        TokenSettings.builder()
                                .accessTokenTimeToLive(Duration.ofMinutes(15))
                                .build())
                .build();
    }

    private static ClientSettings withProofKey() {
        return ClientSettings.builder()
                .requireProofKey(true)
                .requireAuthorizationConsent(false)
                .build();
    }

    @Bean
    OAuth2AuthorizationService authorizations(
            JdbcOperations jdbc, RegisteredClientRepository clients) {
        return new Authorizations(
                () -> {
                    forgetExpired(jdbc);
                    return new JdbcOAuth2AuthorizationService(jdbc, clients);
                },
                jdbc);
    }

    /** At every start: nobody can use them again. */
    private static void forgetExpired(JdbcOperations jdbc) {
        jdbc.update(
                """
                delete from oauth2_authorization
                where greatest(refresh_token_expires_at, access_token_expires_at, authorization_code_expires_at) < now()
                """);
        jdbc.update("delete from ended_sessions where forget_at < now()");
        jdbc.update("delete from spent_refresh_tokens where forget_at < now()");
        jdbc.update("delete from sign_in_failures where last_at < now() - interval '1 day'");
    }

    @Bean
    RSAKey signingKey(ApiConfiguration configuration) {
        return SigningKey.at(configuration.jwtKey());
    }

    @Bean
    JWKSource<SecurityContext> keys(RSAKey signingKey) {
        return new ImmutableJWKSet<>(new JWKSet(signingKey));
    }

    @Bean
    JwtDecoder jwtDecoder(RSAKey signingKey, ApiConfiguration configuration) throws JOSEException {
        var ours = NimbusJwtDecoder.withPublicKey(signingKey.toRSAPublicKey()).build();
        ours.setJwtValidator(JwtValidators.createDefaultWithIssuer(configuration.issuer()));
        var theirIssuer = configuration.safety().oidcIssuer();
        return new RememberedTokens(
                theirIssuer == null
                        ? ours
                        : new TwoIssuers(ours, configuration.issuer(), theirIssuer),
                Clock.systemUTC());
    }

    @Bean
    OAuth2TokenGenerator<? extends OAuth2Token> tokens(
            JWKSource<SecurityContext> keys, Callers callers) {
        var access = new JwtGenerator(new NimbusJwtEncoder(keys));
        access.setJwtCustomizer(context -> addScope(context, callers));
        return new DelegatingOAuth2TokenGenerator(access, new PublicClients.RefreshTokens());
    }

    /** Read again for every token: a refresh after a change of membership carries the new scope. */
    private static void addScope(JwtEncodingContext context, Callers callers) {
        Authentication person = requireNonNull(context.getPrincipal());
        if (person.getAuthorities().stream()
                .anyMatch(authority -> SignIn.ENROL.equals(authority.getAuthority()))) {
            throw new OAuth2AuthenticationException(
                    new OAuth2Error(
                            OAuth2ErrorCodes.INVALID_GRANT,
                            "The account has no second factor yet.",
                            null));
        }
        var caller =
                callers.find(UUID.fromString(person.getName()))
                        .orElseThrow(
                                () ->
                                        new OAuth2AuthenticationException(
                                                new OAuth2Error(
                                                        OAuth2ErrorCodes.INVALID_GRANT,
                                                        "The account has no membership.",
                                                        null)));
        context.getClaims()
                .claim(Caller.ORGANIZATION_ID, caller.organizationId().toString())
                .claim(Caller.ROLE, caller.role().text())
                .claim(Caller.BRANCH_IDS, branchIds(caller))
                .claim(Caller.ASSIGNED_ONLY, caller.assignedOnly())
                .claim(Caller.SESSION, requireNonNull(context.getAuthorization()).getId());
    }

    /**
     * A plain list: the issuer stores claims as JSON with their class, and reads no other class
     * back.
     */
    private static List<String> branchIds(Caller caller) {
        var ids = new ArrayList<String>();
        caller.branchIds().forEach(id -> ids.add(id.toString()));
        return ids;
    }
}
