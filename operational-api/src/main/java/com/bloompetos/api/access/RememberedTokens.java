package com.bloompetos.api.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * The same bytes carry the same signature: a token that was found good is not worked out again for
 * a minute. Its end is looked at every time.
 */
final class RememberedTokens implements JwtDecoder {
    private static final int MOST = 5_000;
    private static final Duration GOOD_FOR = Duration.ofMinutes(1);

    private final JwtDecoder decoder;
    private final Clock clock;
    private final Map<String, Found> found =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, Found> eldest) {
                            return size() > MOST;
                        }
                    });

    RememberedTokens(JwtDecoder decoder, Clock clock) {
        this.decoder = decoder;
        this.clock = clock;
    }

    private record Found(Jwt token, Instant at) {}

    @Override
    public Jwt decode(String text) {
        var now = clock.instant();
        var known = found.get(text);
        if (known == null || known.at().plus(GOOD_FOR).isBefore(now)) {
            known = new Found(decoder.decode(text), now);
            found.put(text, known);
        }
        var ends = known.token().getExpiresAt();
        if (ends != null && ends.isBefore(now)) {
            found.remove(text);
            throw new BadJwtException("The token has expired.");
        }
        return known.token();
    }
}
