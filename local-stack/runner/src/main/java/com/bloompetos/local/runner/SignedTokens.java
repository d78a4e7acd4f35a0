package com.bloompetos.local.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Bearer tokens signed with a stack's own key, as its issuer would sign them. */
record SignedTokens(Stack stack) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /**
     * @param branches empty for every branch of the organization
     * @param more claims beside the usual ones
     */
    String token(
            UUID organization,
            UUID user,
            String role,
            Collection<UUID> branches,
            Map<String, Object> more) {
        var now = Instant.now().getEpochSecond();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", stack.apiUrl());
        claims.put("sub", user.toString());
        claims.put("aud", "bloom-cli");
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now);
        claims.put("exp", now + 4 * 3600);
        claims.put("organization_id", organization.toString());
        claims.put("role", role);
        claims.put("branch_ids", branches.stream().map(UUID::toString).toList());
        claims.putAll(more);
        try {
            var text =
                    part(JSON.writeValueAsBytes(Map.of("alg", "RS256", "typ", "JWT")))
                            + "."
                            + part(JSON.writeValueAsBytes(claims));
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + part(signature.sign());
        } catch (IOException | GeneralSecurityException unsigned) {
            throw new IllegalStateException("no token can be signed", unsigned);
        }
    }

    private PrivateKey key() throws IOException, GeneralSecurityException {
        var pem =
                Files.readString(stack.state().root().resolve("jwt.pem"))
                        .replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
    }

    private static String part(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }
}
