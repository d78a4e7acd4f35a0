package com.bloompetos.local.bench;

import java.util.Locale;

/**
 * The streamed KPIs, said once more in PostgreSQL's SQL: a second opinion that shares nothing with
 * the first.
 *
 * <p>Only the last days: a streamed contribution ends 35 days after its day.
 */
enum StreamedKpi {
    BOOKINGS("booked_day", "service_id::text", "count(*)", "0", "appointments"),
    NO_SHOW_RATE(
            "scheduled_day",
            "concat_ws(',', service_id, scheduled_hour)",
            "count(*) filter (where status = 'no_show')",
            "count(*) filter (where status in ('completed', 'no_show') or is_late_cancel)",
            "appointments"),
    NET_SALES(
            "sale_day",
            "coalesce(service_id::text, '')",
            "sum(gross_cents - discount_cents)",
            "0",
            "invoice_lines");

    private static final int DAYS = 30;

    private final String day;
    private final String dimensions;
    private final String numerator;
    private final String denominator;
    private final String table;

    StreamedKpi(String day, String dimensions, String numerator, String denominator, String table) {
        this.day = day;
        this.dimensions = dimensions;
        this.numerator = numerator;
        this.denominator = denominator;
        this.table = table;
    }

    String kpi() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * One cell of key, then numerator and denominator; a cell without content need have no reading.
     */
    String sqlInPostgres() {
        return """
               select key, numerator, denominator from (
                   select concat_ws(' ', organization_id, branch_id, %1$s, %2$s) as key,
                          %3$s as numerator, %4$s as denominator
                   from %5$s where %1$s >= (now() at time zone 'UTC')::date - %6$d group by 1) cells
               where numerator <> 0 or denominator <> 0 order by key collate "C\""""
                .formatted(day, dimensions, numerator, denominator, table, DAYS);
    }

    String sqlInWarehouse() {
        return """
               select concat(toString(organization_id), ' ', toString(branch_id), ' ', toString(day), ' ',
                             arrayStringConcat(dimensions, ',')) as key, numerator, denominator
               from mart.latest_readings final
               where kpi = '%s' and day >= toDate(now('UTC')) - %d and (numerator <> 0 or denominator <> 0)
               order by key"""
                .formatted(kpi(), DAYS);
    }
}
