package com.bloompetos.insight.risk;

import java.util.List;

/** How likely an appointment is to be missed, and what moved the number most, in words. */
public record Risk(double probability, List<String> reasons, String modelVersion) {
    public Risk {
        reasons = List.copyOf(reasons);
    }
}
