package com.bloompetos.insight.rule;

import java.util.Map;

/**
 * What a rule saw, in words, with the numbers that prove it; place and episode are its caller's.
 */
public record Finding(String rule, Severity severity, String title, Map<String, String> evidence) {
    public Finding {
        evidence = Map.copyOf(evidence);
    }
}
