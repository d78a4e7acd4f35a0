/**
 * The mirror: every change topic becomes a table of {@code raw}, made and widened from the topic's
 * own schema, where the newest version of a row wins.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.stream.mirror;
