package com.bloompetos.api.kpi;

import org.jspecify.annotations.Nullable;

/**
 * What became of the write that a read asked to include.
 *
 * @param included whether the numbers contain it; absent for a row that this KPI is not made of
 * @param behindMs how far the warehouse is behind, when the write has not arrived in time
 */
record OwnWrite(
        String position,
        boolean arrived,
        @Nullable Boolean included,
        @Nullable Long behindMs,
        long waitedMs) {}
