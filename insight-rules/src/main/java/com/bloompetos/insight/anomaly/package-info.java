/**
 * One detector for every series of readings: one pass, no look ahead, a few kilobytes per series.
 */
@NullMarked
package com.bloompetos.insight.anomaly;

import org.jspecify.annotations.NullMarked;
