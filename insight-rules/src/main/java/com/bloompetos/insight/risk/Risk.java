package com.bloompetos.insight.risk;

import java.util.List;

/**
 * How likely an appointment is to be missed, what moved the number most and what would lower it, in
 * words.
 */
public record Risk(
        double probability, List<String> reasons, List<String> loweredBy, String modelVersion) {
    public Risk {
        reasons = List.copyOf(reasons);
        loweredBy = List.copyOf(loweredBy);
    }
}
