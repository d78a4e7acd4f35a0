package com.bloompetos.insight.explain;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A part of a place's trade: up to three attributes with their values; without any, all of it. */
public record Part(Map<Attribute, String> where) {
    public static final Part ALL = new Part(Map.of());

    public Part {
        var ordered = new EnumMap<Attribute, String>(Attribute.class);
        ordered.putAll(where);
        where = java.util.Collections.unmodifiableMap(ordered);
    }

    public boolean holds(Fact fact) {
        return where.entrySet().stream()
                .allMatch(
                        each ->
                                fact.attributes()
                                        .get(each.getKey().ordinal())
                                        .equals(each.getValue()));
    }

    /** Whether one of the two is a part of the other. */
    public boolean overlaps(Part other) {
        return where.entrySet().containsAll(other.where.entrySet())
                || other.where.entrySet().containsAll(where.entrySet());
    }

    /** As evidence and episodes carry it, in one order. */
    public String label() {
        return where.entrySet().stream()
                .map(each -> each.getKey().label() + "=" + each.getValue())
                .collect(Collectors.joining("; "));
    }
}
