package com.bloompetos.api.knowledge;

/**
 * A part of a document that says something by itself.
 *
 * @param number from 1, in the document's order
 * @param heading what it stands under; empty before the first one
 * @param text word for word as in the document
 */
record Passage(int number, String heading, String text) {}
