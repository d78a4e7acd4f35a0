package com.bloompetos.insight.kpi;

import java.util.List;

/** The definition of one business number: what it means and the query that computes it. */
public record Kpi(
        String name,
        int definitionVersion,
        String label,
        Unit unit,
        Direction direction,
        DateBasis dateBasis,
        List<String> dimensions,
        Grain grain,
        Additivity additivity,
        String description,
        String sql) {

    /** What the value counts. */
    public enum Unit {
        COUNT,
        RATIO,
        CENTS,
        MINUTES,
        DAYS
    }

    /** Which way is good. */
    public enum Direction {
        UP,
        DOWN,
        NONE
    }

    /**
     * The event whose branch-local day places a fact: two reports that disagree mostly differ here.
     */
    public enum DateBasis {
        BOOKED,
        SCHEDULED,
        SERVICE,
        SALE,
        PAID
    }

    /** The finest period that is stored. */
    public enum Grain {
        HOUR,
        DAY,
        WEEK,
        MONTH,
        SNAPSHOT
    }

    /** How readings roll up; what the kind forbids is an error, never an approximation. */
    public enum Additivity {
        SUM,
        LAST,
        DISTINCT,
        QUANTILE
    }

    public Kpi {
        dimensions = List.copyOf(dimensions);
    }

    /**
     * The query in the shape of {@code mart.readings}: dimensions as one array of texts, parts as
     * Int64.
     */
    public String cellsSql() {
        var values = new StringBuilder();
        for (var dimension : dimensions) {
            values.append(values.isEmpty() ? "" : ", ");
            values.append("ifNull(toString(").append(dimension).append("), '')");
        }
        return """
        select organization_id, branch_id, day, cast([%s], 'Array(String)') as dimensions,
               toInt64(numerator) as numerator, toInt64(denominator) as denominator
        from (
        %s
        )"""
                .formatted(values, sql.strip());
    }
}
