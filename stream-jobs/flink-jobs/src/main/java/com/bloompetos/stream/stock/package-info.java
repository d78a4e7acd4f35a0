/**
 * Stock that runs low: one open episode per item and branch, resolved when it is restocked.
 *
 * <p>The rule stands in insight-rules; here it gets its memory and its voice.
 */
@NullMarked
package com.bloompetos.stream.stock;

import org.jspecify.annotations.NullMarked;
