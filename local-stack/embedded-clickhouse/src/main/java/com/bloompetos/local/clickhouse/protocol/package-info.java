/**
 * ClickHouse's HTTP interface: what a request asks, how bodies are packed, and how the engine's
 * answers and errors are told.
 */
@NullMarked
package com.bloompetos.local.clickhouse.protocol;

import org.jspecify.annotations.NullMarked;
