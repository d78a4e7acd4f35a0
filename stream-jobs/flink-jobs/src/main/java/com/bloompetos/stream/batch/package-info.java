/**
 * The batch beside the streams: every few seconds it runs {@code kpi.sql} for the branch days whose
 * rows changed, writes what is new into the same readings, and seals what the stream told.
 */
@NullMarked
package com.bloompetos.stream.batch;

import org.jspecify.annotations.NullMarked;
