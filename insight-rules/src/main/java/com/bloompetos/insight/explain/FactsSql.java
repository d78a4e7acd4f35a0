package com.bloompetos.insight.explain;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The facts behind a KPI with what may explain them, as queries over staging. What they count is
 * what the KPI's own {@code kpi.sql} counts; the days are its date basis.
 */
public final class FactsSql {
    private FactsSql() {}

    /** A line per branch, day and attributes: the two of the place, then {@link Attribute}'s. */
    public static String facts(Look look, UUID organization, @Nullable UUID branch, Weeks weeks) {
        return """
        select branch_id, day, %s,
               sum(numerator) as numerator, sum(facts) as denominator, sum(cents) as cents,
               max(version) as version
        from (
        %s
        ) as f
        group by all"""
                .formatted(
                        Arrays.stream(Attribute.values())
                                .map(Attribute::label)
                                .collect(Collectors.joining(", ")),
                        source(
                                look,
                                organization,
                                only(look, branch),
                                weeks.since(),
                                weeks.last()));
    }

    private static String only(Look look, @Nullable UUID branch) {
        return branch == null ? "" : " and " + fact(look) + ".branch_id = '" + branch + "'";
    }

    /**
     * What an insight says, and nothing more: a part of a branch and the rest of it, by day and
     * service. Its answer as tab-separated text is what is hashed.
     */
    public static String claim(Look look, UUID organization, UUID branch, Part part, Weeks weeks) {
        return """
        select day, %s as in_part, service, sum(numerator) as numerator, sum(facts) as denominator, sum(cents) as cents
        from (
        %s
        ) as f
        group by all
        order by all"""
                .formatted(
                        condition(part),
                        source(
                                look,
                                organization,
                                only(look, branch),
                                weeks.since(),
                                weeks.last()));
    }

    /**
     * What a change is made of: by each attribute's values, now and before. Only these branches,
     * and these services if there are any.
     */
    public static String why(
            Look look,
            UUID organization,
            Collection<UUID> branches,
            Collection<UUID> services,
            Contrast contrast) {
        var fact = fact(look);
        var condition =
                " and "
                        + fact
                        + ".branch_id in ("
                        + list(branches)
                        + ")"
                        + (services.isEmpty()
                                ? ""
                                : " and " + fact + ".service_id in (" + list(services) + ")");
        var first =
                contrast.before().stream()
                        .map(Contrast.Days::from)
                        .min(LocalDate::compareTo)
                        .orElseThrow();
        return """
        select cell.1 as attribute, cell.2 as value, day between '%1$s' and '%2$s' as is_now,
               sum(numerator) as numerator, sum(facts) as denominator, sum(cents) as cents
        from (
        %3$s
        ) as f
        array join [%4$s] as cell
        where day between '%1$s' and '%2$s'%5$s
        group by all
        order by all"""
                .formatted(
                        contrast.now().from(),
                        contrast.now().to(),
                        source(look, organization, condition, first, contrast.now().to()),
                        Arrays.stream(Attribute.values())
                                .map(each -> "('%1$s', %1$s)".formatted(each.label()))
                                .collect(Collectors.joining(", ")),
                        contrast.before().stream()
                                .map(
                                        days ->
                                                " or day between '%s' and '%s'"
                                                        .formatted(days.from(), days.to()))
                                .collect(Collectors.joining()));
    }

    /** By what a query calls the table of its facts. */
    private static String fact(Look look) {
        return look.isOfSales() ? "l" : "a";
    }

    private static String list(Collection<UUID> ids) {
        return ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "));
    }

    private static String condition(Part part) {
        return part.where().isEmpty()
                ? "1"
                : part.where().entrySet().stream()
                        .map(each -> each.getKey().label() + " = " + quoted(each.getValue()))
                        .collect(Collectors.joining(" and ", "(", ")"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static String source(
            Look look, UUID organization, String only, LocalDate from, LocalDate to) {
        var day =
                switch (look) {
                    case NO_SHOW_RATE, LATE_CANCEL_RATE -> "a.scheduled_day";
                    case BOOKINGS -> "a.booked_day";
                    case NET_SALES, REFUNDS -> "l.sale_day";
                };
        var numerator =
                switch (look) {
                    case NO_SHOW_RATE -> "toInt64(a.status = 'no_show')";
                    case LATE_CANCEL_RATE -> "toInt64(a.is_late_cancel)";
                    case BOOKINGS -> "toInt64(1)";
                    case NET_SALES -> "toInt64(l.gross_cents - l.discount_cents)";
                    case REFUNDS -> "toInt64(l.discount_cents - l.gross_cents)";
                };
        var counts =
                switch (look) {
                    case NO_SHOW_RATE ->
                            "and (a.status in ('completed', 'no_show') or a.is_late_cancel)";
                    case LATE_CANCEL_RATE, BOOKINGS, NET_SALES -> "";
                    case REFUNDS -> "and l.kind = 'refund'";
                };
        boolean isSale = look.isOfSales();
        var withoutService = isSale ? "l.kind = 'refund', 'refund', 'goods and fees'" : "'unknown'";
        return """
        select %1$s.branch_id as branch_id, %2$s as day,
               multiIf(s.name != '', toString(s.category), %3$s) as category,
               multiIf(s.name != '', s.name, %3$s) as service,
               if(r.label != '', r.label, 'nobody') as staff,
               dateName('weekday', %2$s) as weekday,
               %4$s as hours,
               %5$s as client,
               %6$s as lead,
               if(p.species != '', toString(p.species), 'unknown') as species,
               %7$s as numerator, %8$s as facts, %9$s as cents, %1$s.source_version as version
        from %10$s
        any left join (select service_id, name, category from staging.services where organization_id = '%11$s') as s on s.service_id = %1$s.service_id
        any left join (select pet_id, user_id, species from staging.pets where organization_id = '%11$s') as p on p.pet_id = a.pet_id
        any left join (select p.user_id as user_id, min(b.created_at) as first_at
                       from staging.appointments as b inner join staging.pets as p on p.organization_id = b.organization_id and p.pet_id = b.pet_id
                       where b.organization_id = '%11$s' and p.organization_id = '%11$s' group by p.user_id) as c on c.user_id = p.user_id
        any left join (select branch_id, assumeNotNull(user_id) as user_id, label from staging.resources
                       where organization_id = '%11$s' and kind = 'staff') as r on r.branch_id = a.branch_id and r.user_id = ifNull(a.staff_id, toUUID('00000000-0000-0000-0000-000000000000'))
        where %1$s.organization_id = '%11$s'%12$s and %2$s between '%13$s' and '%14$s' %15$s"""
                .formatted(
                        fact(look),
                        day,
                        withoutService,
                        ofAppointment(
                                isSale,
                                "multiIf(a.scheduled_hour < 11, 'early', a.scheduled_hour < 15, 'midday', 'late')"),
                        ofAppointment(isSale, "if(a.created_at <= c.first_at, 'new', 'known')"),
                        ofAppointment(
                                isSale,
                                "multiIf(a.scheduled_day <= a.booked_day, 'same day', a.scheduled_day - a.booked_day <= 3, '1 to 3 days', a.scheduled_day - a.booked_day <= 10, '4 to 10 days', '11 days or more')"),
                        numerator,
                        look == Look.NET_SALES ? "toInt64(l.kind = 'sale')" : "toInt64(1)",
                        isSale ? numerator : "toInt64(a.price_cents)",
                        isSale ? SALES.formatted(organization) : "staging.appointments as a",
                        organization,
                        only,
                        from,
                        to,
                        counts);
    }

    /** A sale over the counter has no appointment. */
    private static String ofAppointment(boolean isSale, String value) {
        return isSale ? "if(i.has_appointment = 0, 'counter', " + value + ")" : value;
    }

    private static final String SALES =
            """
            staging.invoice_lines as l
            any left join (select invoice_id, assumeNotNull(appointment_id) as appointment_id, 1 as has_appointment
                           from staging.invoices where organization_id = '%1$s' and appointment_id is not null) as i on i.invoice_id = l.invoice_id
            any left join (select * from staging.appointments where organization_id = '%1$s') as a on a.appointment_id = i.appointment_id""";
}
