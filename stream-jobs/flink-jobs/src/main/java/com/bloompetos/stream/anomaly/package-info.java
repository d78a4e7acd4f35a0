/**
 * Watches what readings are told: rules hold each branch's days against what is usual there, and
 * findings say where that is not so.
 *
 * <p>Beside the Flink jobs, since readings and their past stand in the warehouse already (ADR
 * 0033).
 */
@NullMarked
package com.bloompetos.stream.anomaly;

import org.jspecify.annotations.NullMarked;
