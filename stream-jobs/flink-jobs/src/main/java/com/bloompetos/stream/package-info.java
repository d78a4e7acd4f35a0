/**
 * The Flink jobs of the platform in one program: changes come in from Kafka, rows, readings, facts
 * and findings go out.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.stream;
