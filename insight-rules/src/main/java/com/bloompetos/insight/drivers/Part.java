package com.bloompetos.insight.drivers;

import java.util.List;

/**
 * The smallest part that is told of: its attributes in a fixed order, and the two parts of a ratio.
 */
public record Part(List<String> attributes, double numerator, double denominator) {
    public Part {
        attributes = List.copyOf(attributes);
    }
}
