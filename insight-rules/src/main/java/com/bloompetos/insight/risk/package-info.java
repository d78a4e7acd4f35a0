/**
 * How likely an appointment is to be missed, learned from every outcome.
 *
 * <p>The same class scores in the stream, in tests and on the command line.
 */
@NullMarked
package com.bloompetos.insight.risk;

import org.jspecify.annotations.NullMarked;
