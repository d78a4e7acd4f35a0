package com.bloompetos.insight.narrative;

/**
 * A word of a sentence that stands for a value of its evidence.
 *
 * @param name which value
 * @param text how the sentence says it: a numeral, a label of the catalogue, or a direction
 */
public record Binding(String name, String text) {}
