/**
 * Events that other programs wait for, derived from the log: nobody writes them beside the
 * database.
 *
 * <p>They come at least once; each names the row change it follows from, so a repeat is recognised.
 */
@NullMarked
package com.bloompetos.stream.fact;

import org.jspecify.annotations.NullMarked;
