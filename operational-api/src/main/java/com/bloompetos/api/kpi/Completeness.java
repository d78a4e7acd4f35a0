package com.bloompetos.api.kpi;

import java.time.Instant;

/**
 * How much of what a KPI is made of the warehouse holds, as reconciliation with PostgreSQL counted
 * it over the whole organization.
 *
 * @param share rows in the warehouse among those in PostgreSQL, at most 1; changes under way are
 *     missing from it
 * @param differing rows that differ although every change has arrived, and could not be put right
 * @param checkedAt when the table that was counted longest ago was counted
 */
public record Completeness(double share, long differing, Instant checkedAt) {}
