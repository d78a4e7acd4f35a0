/**
 * KPI readings within a tenth of a second: each row's contribution is taken back and put anew.
 *
 * <p>Readings are absolute and versioned by the newest log position inside, so repeats are
 * harmless.
 */
@NullMarked
package com.bloompetos.stream.kpi;

import org.jspecify.annotations.NullMarked;
