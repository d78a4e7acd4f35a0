package com.bloompetos.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** A company's own issuer, played by a small server with its discovery document and its keys. */
class TwoIssuersTest {
    @TempDir Path directory;

    private HttpServer server;
    private String theirs;
    private RSAKey theirKey;
    private JwtDecoder issuers;

    @BeforeEach
    void start() throws IOException {
        theirKey = SigningKey.at(directory.resolve("theirs.pem"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        theirs = "http://127.0.0.1:" + server.getAddress().getPort();
        serve(
                "/.well-known/openid-configuration",
                """
                {"issuer":"%1$s","jwks_uri":"%1$s/keys","authorization_endpoint":"%1$s/a","token_endpoint":"%1$s/t",
                 "response_types_supported":["code"],"subject_types_supported":["public"],
                 "id_token_signing_alg_values_supported":["RS256"]}"""
                        .formatted(theirs));
        serve("/keys", new JWKSet(theirKey.toPublicJWK()).toString());
        server.start();
        issuers =
                new TwoIssuers(
                        token -> {
                            throw new BadJwtException("ours");
                        },
                        "http://127.0.0.1:1",
                        URI.create(theirs));
    }

    private void serve(String path, String json) {
        server.createContext(
                path,
                exchange -> {
                    var bytes = json.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aTokenOfTheConfiguredIssuerIsTaken() {
        var token = issuers.decode(token(theirKey, theirs, TwoIssuers.AUDIENCE));
        assertThat(token.getSubject()).isEqualTo("somebody");
        assertThat(token.getClaimAsString(Caller.ROLE)).isEqualTo("staff");
    }

    @Test
    void aTokenMadeForAnotherApplicationIsRefused() {
        assertThatThrownBy(() -> issuers.decode(token(theirKey, theirs, "payroll")))
                .isInstanceOf(JwtException.class);
    }

    @Test
    void aTokenOfAThirdIssuerOrKeyIsRefused() throws IOException {
        var other = SigningKey.at(directory.resolve("other.pem"));
        assertThatThrownBy(() -> issuers.decode(token(other, theirs, TwoIssuers.AUDIENCE)))
                .isInstanceOf(JwtException.class);
        assertThatThrownBy(
                        () ->
                                issuers.decode(
                                        token(
                                                theirKey,
                                                "http://third.example",
                                                TwoIssuers.AUDIENCE)))
                .isInstanceOf(JwtException.class);
    }

    @Test
    void ourOwnTokensStayOurs() {
        assertThatThrownBy(
                        () ->
                                issuers.decode(
                                        token(theirKey, "http://127.0.0.1:1", TwoIssuers.AUDIENCE)))
                .hasMessage("ours");
    }

    private static String token(RSAKey key, String issuer, String audience) {
        var now = Instant.now();
        var claims =
                JwtClaimsSet.builder()
                        .issuer(issuer)
                        .subject("somebody")
                        .audience(List.of(audience))
                        .issuedAt(now)
                        .expiresAt(now.plusSeconds(60))
                        .claim(Caller.ROLE, "staff")
                        .build();
        return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key)))
                .encode(JwtEncoderParameters.from(claims))
                .getTokenValue();
    }
}
