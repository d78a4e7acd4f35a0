package com.bloompetos.insight.explain;

/**
 * The part that explains best why a week was a bad one.
 *
 * @param evidence by how many units of log-likelihood it explains the week better than chance
 * @param confidence that it is not one of the many parts that look odd by chance
 */
public record Cause(Part part, Change change, double evidence, double confidence) {}
