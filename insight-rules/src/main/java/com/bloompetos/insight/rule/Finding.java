package com.bloompetos.insight.rule;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rule saw, in words, with the numbers that prove it; place and episode are its caller's.
 *
 * @param atStakeCents money lost or at risk if nobody acts; absent when it cannot be told
 * @param action what a person should do about it
 */
public record Finding(
        String rule,
        Severity severity,
        String title,
        Map<String, String> evidence,
        @Nullable Long atStakeCents,
        Action action) {
    public Finding {
        evidence = Map.copyOf(evidence);
    }
}
