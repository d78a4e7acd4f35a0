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

    /**
     * A branch's weeks, or each branch's, as {@link Course} reads them: a line per week, named by
     * its first day.
     */
    public static String course(Look look, UUID organization, UUID branch, LocalDate last) {
        return """
        select week, %s
        from (
        %s
        ) as f
        group by week
        order by week"""
                .formatted(SUMS, weeks(look, organization, only(look, branch), last));
    }

    /** The same of every branch, with the newest log position among its rows. */
    public static String courses(Look look, UUID organization, LocalDate last) {
        return """
        select branch_id, week, %s,
               max(version) as version
        from (
        %s
        ) as f
        group by branch_id, week
        order by branch_id, week"""
                .formatted(SUMS, weeks(look, organization, "", last));
    }

    private static String weeks(Look look, UUID organization, String only, LocalDate last) {
        var of = Counted.of(look);
        var first = Course.first(last);
        return """
        select %1$s.branch_id as branch_id, toDate('%2$s') + intDiv(toUInt32(%3$s - toDate('%2$s')), 7) * 7 as week,
               %4$s as numerator, %5$s as facts, %6$s as cents, %1$s.source_version as version
        from %7$s as %1$s
        where %1$s.organization_id = '%8$s'%9$s and %3$s between '%2$s' and '%10$s' %11$s"""
                .formatted(
                        fact(look),
                        first,
                        of.day(),
                        of.numerator(),
                        of.facts(),
                        of.cents(),
                        look.isOfSales() ? "staging.invoice_lines" : "staging.appointments",
                        organization,
                        only,
                        last,
                        of.which());
    }

    private static final String SUMS =
            "sum(numerator) as numerator, sum(facts) as denominator, sum(cents) as cents";

    /**
     * What a look counts.
     *
     * @param which of the rows
     */
    private record Counted(String day, String numerator, String facts, String cents, String which) {
        static Counted of(Look look) {
            return switch (look) {
                case NO_SHOW_RATE ->
                        appointments(
                                "a.scheduled_day",
                                "toInt64(a.status = 'no_show')",
                                "and (a.status in ('completed', 'no_show') or a.is_late_cancel)");
                case LATE_CANCEL_RATE ->
                        appointments("a.scheduled_day", "toInt64(a.is_late_cancel)", "");
                case BOOKINGS -> appointments("a.booked_day", "toInt64(1)", "");
                case NET_SALES ->
                        lines(
                                "toInt64(l.gross_cents - l.discount_cents)",
                                "toInt64(l.kind = 'sale')",
                                "");
                case REFUNDS ->
                        lines(
                                "toInt64(l.discount_cents - l.gross_cents)",
                                "toInt64(1)",
                                "and l.kind = 'refund'");
            };
        }

        private static Counted appointments(String day, String numerator, String which) {
            return new Counted(day, numerator, "toInt64(1)", "toInt64(a.price_cents)", which);
        }

        private static Counted lines(String cents, String facts, String which) {
            return new Counted("l.sale_day", cents, facts, cents, which);
        }
    }

    private static String source(
            Look look, UUID organization, String only, LocalDate from, LocalDate to) {
        var of = Counted.of(look);
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
                        of.day(),
                        withoutService,
                        ofAppointment(
                                isSale,
                                "multiIf(a.scheduled_hour < 11, 'early', a.scheduled_hour < 15, 'midday', 'late')"),
                        ofAppointment(isSale, "if(a.created_at <= c.first_at, 'new', 'known')"),
                        ofAppointment(
                                isSale,
                                "multiIf(a.scheduled_day <= a.booked_day, 'same day', a.scheduled_day - a.booked_day <= 3, '1 to 3 days', a.scheduled_day - a.booked_day <= 10, '4 to 10 days', '11 days or more')"),
                        of.numerator(),
                        of.facts(),
                        of.cents(),
                        isSale ? SALES.formatted(organization) : "staging.appointments as a",
                        organization,
                        only,
                        from,
                        to,
                        of.which());
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
