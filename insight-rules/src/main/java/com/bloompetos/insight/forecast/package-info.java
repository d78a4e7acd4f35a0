/**
 * How much of an item will be asked for on the days to come, and whether what is there will do.
 *
 * <p>The same classes answer in the stream, in tests and on the command line.
 */
@NullMarked
package com.bloompetos.insight.forecast;

import org.jspecify.annotations.NullMarked;
