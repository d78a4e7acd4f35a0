package com.bloompetos.api.access;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.bloompetos.api.RunningApi;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.test.web.servlet.ResultActions;

class BearerTokenTest {
    private static final RSAKey OURS = RunningApi.bean(RSAKey.class);
    private static final String ISSUER = RunningApi.CONFIGURATION.issuer();

    @TempDir Path directory;

    @Test
    void aGoodTokenGetsThroughToTheDatabase() throws Exception {
        // Which does not answer here; that, too, is told as a problem.
        call(token(OURS, ISSUER, 60)).andExpect(status().isServiceUnavailable());
    }

    @Test
    void anExpiredTokenIsRefused() throws Exception {
        refused(token(OURS, ISSUER, -120));
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() throws Exception {
        refused(token(OURS, "http://127.0.0.1:666", 60));
    }

    @Test
    void aTokenSignedByAnotherKeyIsRefused() throws Exception {
        refused(token(SigningKey.at(directory.resolve("theirs.pem")), ISSUER, 60));
    }

    @Test
    void garbageIsRefused() throws Exception {
        refused("not.a.token");
    }

    private static void refused(String token) throws Exception {
        call(token)
                .andExpect(status().isUnauthorized())
                .andExpect(
                        header().string(
                                        "WWW-Authenticate",
                                        Matchers.containsString("invalid_token")));
    }

    private static ResultActions call(String token) throws Exception {
        return RunningApi.http()
                .perform(get("/v1/branches").header("Authorization", "Bearer " + token));
    }

    private static String token(RSAKey key, String issuer, int secondsLeft) {
        var now = Instant.now();
        var claims =
                JwtClaimsSet.builder()
                        .issuer(issuer)
                        .subject(UUID.randomUUID().toString())
                        .issuedAt(now.minusSeconds(600))
                        .expiresAt(now.plusSeconds(secondsLeft))
                        .claim(Caller.ORGANIZATION_ID, UUID.randomUUID().toString())
                        .claim(Caller.ROLE, "staff")
                        .claim(Caller.BRANCH_IDS, List.of())
                        .build();
        return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key)))
                .encode(JwtEncoderParameters.from(claims))
                .getTokenValue();
    }
}
