package com.bloompetos.insight.rule;

/**
 * What clients of a branch owe.
 *
 * @param lateCents older than sixty days
 * @param lateClients who owe them
 * @param usualDayCents what the branch usually sells on a day
 */
public record OpenInvoices(long lateCents, int lateClients, double usualDayCents) {}
