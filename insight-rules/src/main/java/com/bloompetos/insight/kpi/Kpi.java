package com.bloompetos.insight.kpi;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The definition of one business number: what it means and the query that computes it.
 *
 * @param per what the unit is counted for, as in cents per invoice; absent where the numerator
 *     alone is the value
 * @param merges the parts of a distinct KPI in which several branches may count the same id
 * @param looksBackDays a row of day X counts in readings up to this many days after X
 * @param looksAheadDays a row of day X counts in readings up to this many days before X
 * @param reach whose readings a row counts in, besides those of its own branch
 * @param askedAs what people call it besides its label: each of them means this KPI and no other,
 *     or whoever asks is asked back
 * @param toldBy who tells the recent days first; the batch counts every KPI in any case
 */
public record Kpi(
        String name,
        int definitionVersion,
        String label,
        String formula,
        Unit unit,
        @Nullable String per,
        Direction direction,
        DateBasis dateBasis,
        List<String> dimensions,
        Grain grain,
        Additivity additivity,
        List<String> merges,
        int looksBackDays,
        int looksAheadDays,
        Reach reach,
        Teller toldBy,
        String description,
        List<String> askedAs,
        String sql) {
    /** The days that readings are asked for; a query over a calendar selects from it. */
    public static final String CALENDAR = "staging.branch_days";

    private static final Pattern SOURCE = Pattern.compile("\\bstaging\\.(\\w+)");

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
        PAID,
        MOVED,
        DUE,
        SEARCHED,
        ANSWERED,
        OPENED
    }

    /** The finest period that is stored. */
    public enum Grain {
        HOUR,
        DAY,
        WEEK,
        MONTH,
        SNAPSHOT
    }

    /**
     * A client who returns does so at any branch of the chain: the readings of all of them change.
     */
    public enum Reach {
        BRANCH,
        ORGANIZATION
    }

    /** A stream tells a reading within milliseconds, the batch within seconds. */
    public enum Teller {
        STREAM,
        BATCH
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
        merges = List.copyOf(merges);
        askedAs = List.copyOf(askedAs);
    }

    /** Whether the value is the numerator over the denominator; otherwise it is the numerator. */
    public boolean isDivided() {
        return per != null
                || switch (unit) {
                    case COUNT, CENTS -> false;
                    case RATIO, MINUTES, DAYS -> true;
                };
    }

    /**
     * Whether a reading is how things stand, not what happened: a snapshot of an evening, or a
     * cohort that each month counts again. Such readings are never added over time.
     */
    public boolean isState() {
        return additivity == Additivity.LAST
                || grain == Grain.SNAPSHOT
                || (additivity == Additivity.DISTINCT && grain == Grain.MONTH);
    }

    /** How readings of this KPI become one. */
    public RollUp rollUp() {
        return RollUp.of(this);
    }

    /** How readings become one where those of other KPIs, or definitions, stand beside them. */
    public RollUp rollUpAmongOthers() {
        return RollUp.where(
                this, "kpi = '%s' and definition_version = %d".formatted(name, definitionVersion));
    }

    /**
     * How readings of one branch become one. Where each group holds a single cell, as of a state
     * without dimensions, nothing in it is counted twice.
     */
    public RollUp rollUpOfBranch() {
        return isState() && dimensions.isEmpty() ? RollUp.ofOneCell(this) : rollUp();
    }

    /** The staging tables that the query reads, without the calendar. */
    public Set<String> sources() {
        var sources = new TreeSet<String>();
        for (var source = SOURCE.matcher(sql); source.find(); ) {
            if (!source.group().equals(CALENDAR)) {
                sources.add(source.group(1));
            }
        }
        return sources;
    }

    /** The first day of the period in which a row of this day is counted. */
    public LocalDate periodOf(LocalDate rowDay) {
        return switch (grain) {
            case HOUR, DAY, SNAPSHOT -> rowDay;
            case WEEK -> rowDay.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> rowDay.withDayOfMonth(1);
        };
    }

    /**
     * The query in the shape of {@code mart.readings}: dimensions as one array of texts, parts as
     * Int64, and what a roll-up merges where parts alone do not add up.
     *
     * <p>A distinct KPI also selects, for each part that it {@link #merges}, those of the counted
     * ids that other branches may count as well, as the array {@code numerator_shared} or {@code
     * denominator_shared}: a roll-up counts them once. Ids of a single branch need no keeping. A
     * quantile KPI selects the values as the array {@code numerator}; its parts are their sum and
     * their number.
     */
    public String cellsSql() {
        var values = new StringBuilder();
        for (var dimension : dimensions) {
            values.append(values.isEmpty() ? "" : ", ");
            values.append("ifNull(toString(").append(dimension).append("), '')");
        }
        return """
        select organization_id, branch_id, day, cast([%s], 'Array(String)') as dimensions,
               %s
        from (
        %s
        ) as k"""
                .formatted(values, parts(), sql.strip());
    }

    private String parts() {
        if (additivity == Additivity.QUANTILE) {
            return "toInt64(arraySum(k.numerator)) as numerator, toInt64(length(k.numerator)) as denominator, "
                    + state("[]", "numerator")
                    + state("[]", "denominator")
                    + quantiles("k.numerator");
        }
        return "toInt64(k.numerator) as numerator, toInt64(k.denominator) as denominator, "
                + state(ids("numerator"), "numerator")
                + state(ids("denominator"), "denominator")
                + quantiles("[]");
    }

    private String ids(String part) {
        return merges.contains(part) ? "k." + part + "_shared" : "[]";
    }

    private static String state(String array, String part) {
        return "arrayReduce('uniqExactState', cast(%s, 'Array(UUID)')) as %s_state, "
                .formatted(array, part);
    }

    private static String quantiles(String array) {
        return "arrayReduce('quantilesExactState(0.5, 0.9)', cast(%s, 'Array(Float64)')) as quantile_state"
                .formatted(array);
    }
}
