package com.bloompetos.api.access;

import com.nimbusds.jwt.JWTParser;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/**
 * Tokens of the embedded issuer, and of any other OIDC issuer that is configured. Its keys are
 * fetched from its discovery document when the first of its tokens comes.
 */
final class TwoIssuers implements JwtDecoder {
    /**
     * What the other issuer must have made the token for: not every application of a company is
     * this one.
     */
    static final String AUDIENCE = "bloom";

    private final JwtDecoder ours;
    private final JwtDecoder theirs;
    private final String ourIssuer;

    TwoIssuers(JwtDecoder ours, String ourIssuer, URI theirIssuer) {
        this.ours = ours;
        this.ourIssuer = ourIssuer;
        this.theirs = new SupplierJwtDecoder(() -> discovered(theirIssuer.toString()));
    }

    @Override
    public Jwt decode(String token) {
        return (isOurs(token) ? ours : theirs).decode(token);
    }

    private boolean isOurs(String token) {
        try {
            return ourIssuer.equals(JWTParser.parse(token).getJWTClaimsSet().getIssuer());
        } catch (ParseException e) {
            throw new BadJwtException("The token cannot be read.", e);
        }
    }

    private static JwtDecoder discovered(String issuer) {
        NimbusJwtDecoder decoder = JwtDecoders.fromIssuerLocation(issuer);
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        JwtValidators.createDefaultWithIssuer(issuer),
                        new JwtClaimValidator<List<String>>(
                                JwtClaimNames.AUD,
                                audience -> audience != null && audience.contains(AUDIENCE))));
        return decoder;
    }
}
