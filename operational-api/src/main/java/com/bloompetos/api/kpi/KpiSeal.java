package com.bloompetos.api.kpi;

import java.time.Instant;

/**
 * How far what was told is proved: {@code kpi.sql} was run again for every branch day that changed.
 *
 * @param version the newest log position among the rows that were compared
 * @param cells how many readings the last comparison held
 * @param differing in how many of them stream and batch disagree; 0 is sealed
 * @param branches how many branches have a seal; of several the oldest one counts
 */
public record KpiSeal(long version, Instant sealedAt, long cells, long differing, long branches) {}
