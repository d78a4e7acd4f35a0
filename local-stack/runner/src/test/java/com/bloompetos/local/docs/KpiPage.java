package com.bloompetos.local.docs;

import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** docs/kpis.md: every KPI of the catalogue, as its folder defines it. */
final class KpiPage {
    private static final String HEAD =
            """
            # KPIs

            Written from the folders in `insight-rules/src/main/resources/kpis` by `DocsTest`; edit those, not this page.

            A reading is one row of `mart.latest_readings` (every reading that ever was: `mart.readings`) per organization, branch, day and the dimensions below, with its parts, its log position and the version of the definition. Readings roll up as their additivity says: *sum* adds the parts and divides last, *last* is a state that is never added over time, *distinct* adds what branches counted and counts once what they share, *quantile* merges the values. A snapshot or a month's cohort counts on its last day. The expression by which each KPI rolls up is the same in the API and in Superset.

            *Stream* readings are told within moments of the change and computed again by the batch; *batch* readings by the batch alone. Where the two agree is the KPI's seal:

            ```sql
            select * from mart.seals final where kpi = 'net_sales';
            ```

            | KPI | what | value | day | grain | by | rolls up | told by |
            |---|---|---|---|---|---|---|---|
            """;

    String write(KpiCatalogue catalogue) {
        var page = new StringBuilder(HEAD);
        for (var kpi : catalogue.all()) {
            page.append(row(kpi));
        }
        for (var kpi : catalogue.all()) {
            page.append('\n').append(section(kpi));
        }
        return page.toString();
    }

    private String row(Kpi kpi) {
        return "| [%1$s](#%1$s) | %2$s | %3$s | %4$s | %5$s | %6$s | %7$s | %8$s |\n"
                .formatted(
                        kpi.name(),
                        kpi.label(),
                        value(kpi),
                        lower(kpi.dateBasis()),
                        lower(kpi.grain()),
                        dimensions(kpi),
                        lower(kpi.additivity()),
                        toldBy(kpi));
    }

    private String section(Kpi kpi) {
        return """
        ## %s

        %s

        - formula: %s
        - value: %s, good is %s
        - day: %s; grain: %s; rolls up: %s
        - rolled up: `%s`
        - dimensions: %s
        - sources: %s
        - told by: %s
        - definition: version %d; seal: `select * from mart.seals final where kpi = '%s'`
        %s"""
                .formatted(
                        kpi.name(),
                        kpi.description(),
                        kpi.formula(),
                        value(kpi),
                        lower(kpi.direction()).replace("none", "neither way"),
                        lower(kpi.dateBasis()),
                        lower(kpi.grain()),
                        lower(kpi.additivity()),
                        kpi.rollUp().value(),
                        dimensions(kpi).isEmpty() ? "none" : dimensions(kpi),
                        kpi.sources().stream()
                                .map(table -> "`staging." + table + "`")
                                .collect(Collectors.joining(", ")),
                        toldBy(kpi),
                        kpi.definitionVersion(),
                        kpi.name(),
                        reach(kpi));
    }

    private static String reach(Kpi kpi) {
        List<String> reach = new ArrayList<>();
        if (kpi.looksBackDays() > 0) {
            reach.add("of up to %d days after it".formatted(kpi.looksBackDays()));
        }
        if (kpi.looksAheadDays() > 0) {
            reach.add("of up to %d days before it".formatted(kpi.looksAheadDays()));
        }
        if (kpi.reach() == Kpi.Reach.ORGANIZATION) {
            reach.add("of every branch of its chain");
        }
        return reach.isEmpty()
                ? ""
                : "- a row of one day counts in readings " + String.join(", ", reach) + "\n";
    }

    private String toldBy(Kpi kpi) {
        return kpi.toldBy() == Kpi.Teller.STREAM ? "stream and batch" : "batch";
    }

    private static String value(Kpi kpi) {
        return kpi.per() == null ? lower(kpi.unit()) : lower(kpi.unit()) + " per " + kpi.per();
    }

    private static String dimensions(Kpi kpi) {
        return String.join(", ", kpi.dimensions());
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
