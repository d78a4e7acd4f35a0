package com.bloompetos.api.kpi;

import com.bloompetos.insight.kpi.Kpi;
import java.time.DayOfWeek;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The part of a KPI's readings that is asked about.
 *
 * @param dimension of which only some values count; empty for all
 * @param values of that dimension
 * @param weekdays on which days of the week; empty for all
 */
public record Cut(String dimension, List<String> values, List<DayOfWeek> weekdays) {
    public static final Cut NONE = new Cut("", List.of(), List.of());

    public Cut {
        values = List.copyOf(values);
        weekdays = List.copyOf(weekdays);
    }

    String sql(Kpi kpi) {
        var sql = new StringBuilder();
        if (!dimension.isEmpty()) {
            sql.append(" and ").append(column(kpi, dimension)).append(" in (");
            sql.append(values.stream().map(Cut::quoted).collect(Collectors.joining(", ")));
            sql.append(')');
        }
        if (!weekdays.isEmpty()) {
            sql.append(" and toDayOfWeek(day) in (");
            sql.append(
                    weekdays.stream()
                            .map(day -> String.valueOf(day.getValue()))
                            .collect(Collectors.joining(", ")));
            sql.append(')');
        }
        return sql.toString();
    }

    /** Where a reading holds its value of a dimension. */
    static String column(Kpi kpi, String dimension) {
        int at = kpi.dimensions().indexOf(dimension);
        if (at < 0) {
            throw new IllegalArgumentException(kpi.name() + " has no dimension " + dimension);
        }
        return "dimensions[%d]".formatted(at + 1);
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
