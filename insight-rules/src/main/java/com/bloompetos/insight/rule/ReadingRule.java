package com.bloompetos.insight.rule;

import com.bloompetos.insight.anomaly.DayQuestion;
import com.bloompetos.insight.anomaly.SisterReadings;

/** A rule that holds a KPI's days against what is usual for the branch. */
public interface ReadingRule extends Rule<ReadingEpisode> {
    String kpi();

    DayQuestion question();

    /** How many of the KPI's parts are one event; minutes come in half hours. */
    default double partsPerEvent() {
        return 1;
    }

    /** Days that are looked at together: where few answer on one day, a week's answers tell. */
    default int window() {
        return 1;
    }

    /** Where the readings of a chain's branches are held for this rule. */
    default SisterReadings readings() {
        return new SisterReadings(question(), partsPerEvent(), window());
    }

    @Override
    default Class<ReadingEpisode> facts() {
        return ReadingEpisode.class;
    }
}
