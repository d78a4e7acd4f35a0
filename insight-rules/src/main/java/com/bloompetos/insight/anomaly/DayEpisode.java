package com.bloompetos.insight.anomaly;

import java.time.LocalDate;

/**
 * Days on which a KPI of a branch was not as usual, told once.
 *
 * @param begin its first unusual day, which names it
 * @param last its last unusual day so far
 * @param days unusual days
 * @param observed over these days together
 * @param expected over these days together
 * @param base what a ratio is counted among
 * @param rarity of its rarest day
 */
public record DayEpisode(
        Episode.Kind kind,
        LocalDate begin,
        LocalDate last,
        int days,
        double observed,
        double expected,
        double base,
        double rarity,
        boolean isOpen) {}
