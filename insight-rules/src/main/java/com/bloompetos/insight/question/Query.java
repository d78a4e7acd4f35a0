package com.bloompetos.insight.question;

import com.bloompetos.insight.kpi.Kpi;
import java.time.DayOfWeek;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one thing that a question means.
 *
 * @param place absent for everything that the reader may see
 * @param services only these, if any are named
 * @param weekdays only these, if any are named
 * @param by absent for one number
 * @param comparedWith other days that the number is set against
 * @param ranking which of the groups was asked for
 */
public record Query(
        Kpi kpi,
        @Nullable Place place,
        Period period,
        @Nullable ServiceFilter services,
        List<DayOfWeek> weekdays,
        @Nullable Grouping by,
        @Nullable Comparison comparedWith,
        @Nullable Ranking ranking)
        implements Meaning {

    /** Services of one name or category. */
    public record ServiceFilter(String name, List<String> ids) {
        public ServiceFilter {
            ids = List.copyOf(ids);
        }
    }

    /**
     * Two periods of whole days.
     *
     * @param period the part of the asked period that is over
     * @param isSameWeekday the mean of the same weekdays of four weeks instead of one period
     */
    public record Comparison(Period period, Period with, boolean isSameWeekday) {}

    /**
     * @param most how many groups were asked for; 0 for all of them in order
     */
    public record Ranking(boolean isHighest, int most) {}

    public Query {
        weekdays = List.copyOf(weekdays);
    }

    @Override
    public String words() {
        return Sentences.of(this);
    }
}
