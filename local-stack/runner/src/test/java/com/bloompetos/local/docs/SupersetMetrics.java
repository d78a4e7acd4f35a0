package com.bloompetos.local.docs;

import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCatalogue;
import java.util.Locale;

/**
 * dashboards/superset/metrics.yaml: the metrics of a dataset over the served readings, in
 * Superset's own export format, each the expression by which the API rolls the KPI up.
 */
final class SupersetMetrics {
    private static final String HEAD =
            """
            # Written from the folders in insight-rules/src/main/resources/kpis by DocsTest; edit those, not this file.
            # Metrics as Superset exports them within a dataset, that of mart.readings_by_place.
            metrics:
            """;

    String write(KpiCatalogue catalogue) {
        var file = new StringBuilder(HEAD);
        for (var kpi : catalogue.all()) {
            file.append(metric(kpi));
        }
        return file.toString();
    }

    private static String metric(Kpi kpi) {
        return """
        - metric_name: %s
          verbose_name: %s
          metric_type: null
          expression: %s
          description: %s
          d3format: %s
          extra: {unit: %s, direction: %s, rolls_up: %s, date_basis: %s, definition_version: %d}
          warning_text: null
        """
                .formatted(
                        kpi.name(),
                        quoted(kpi.label()),
                        quoted(expression(kpi)),
                        quoted(kpi.description().strip().replaceAll("\\s+", " ")),
                        quoted(format(kpi)),
                        lower(kpi.unit()),
                        lower(kpi.direction()),
                        lower(kpi.additivity()),
                        lower(kpi.dateBasis()),
                        kpi.definitionVersion());
    }

    /** Money is kept in hundredths and read in whole units. */
    private static String expression(Kpi kpi) {
        var value = kpi.rollUpAmongOthers().value();
        return kpi.unit() == Kpi.Unit.CENTS ? "(" + value + ") / 100" : value;
    }

    /** A dollar sign stands for the sign of the reader's currency, as d3's formats have it. */
    private static String format(Kpi kpi) {
        return switch (kpi.unit()) {
            case RATIO -> ".1%";
            case CENTS -> kpi.isDivided() ? "$,.2f" : "$,.0f";
            case COUNT -> kpi.isDivided() ? ",.2f" : ",d";
            case MINUTES, DAYS -> ",.1f";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
