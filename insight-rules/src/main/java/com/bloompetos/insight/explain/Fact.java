package com.bloompetos.insight.explain;

import java.time.LocalDate;
import java.util.List;

/**
 * Facts of one branch-local day that share their attributes, which come in {@link Attribute}'s
 * order.
 */
public record Fact(LocalDate day, List<String> attributes, Sums sums) {
    public Fact {
        attributes = List.copyOf(attributes);
    }
}
