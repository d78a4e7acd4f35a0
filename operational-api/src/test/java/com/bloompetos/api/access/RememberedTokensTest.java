package com.bloompetos.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class RememberedTokensTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private final AtomicInteger decoded = new AtomicInteger();

    @Test
    void oneTokenIsWorkedOutOnceAMinute() {
        var first = at(START);
        first.decode("a");
        first.decode("a");
        assertThat(decoded).hasValue(1);
        first.decode("b");
        assertThat(decoded).hasValue(2);
    }

    @Test
    void aTokenThatHasEndedIsRefusedThoughItIsRemembered() {
        var moving = new MovingClock();
        var tokens = new RememberedTokens(this::decode, moving);
        tokens.decode("a");
        moving.now = START.plusSeconds(31);
        assertThatThrownBy(() -> tokens.decode("a")).isInstanceOf(BadJwtException.class);
    }

    private RememberedTokens at(Instant now) {
        return new RememberedTokens(this::decode, Clock.fixed(now, ZoneOffset.UTC));
    }

    private Jwt decode(String text) {
        decoded.incrementAndGet();
        return Jwt.withTokenValue(text)
                .header("alg", "RS256")
                .issuedAt(START.minusSeconds(60))
                .expiresAt(START.plusSeconds(30))
                .build();
    }

    private static final class MovingClock extends Clock {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
