/**
 * The programs of this module: they read their settings and connect, nothing else.
 *
 * <p>Kafka Streams carries the risk score alone; every other stream is Flink's.
 */
@NullMarked
package com.bloompetos.stream;

import org.jspecify.annotations.NullMarked;
