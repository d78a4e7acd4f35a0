package com.bloompetos.insight.risk;

import java.util.List;

/** How likely an appointment is to be missed, and what moved the number most, in words. */
public record RiskScore(double probability, List<String> reasons, String modelVersion) {
    public RiskScore {
        reasons = List.copyOf(reasons);
    }
}
