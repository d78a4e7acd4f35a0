/**
 * ClickHouse on one machine: the real engine as a library behind ClickHouse's HTTP interface. The
 * engine's binding, the protocol and access to it are packages of their own.
 */
@NullMarked
package com.bloompetos.local.clickhouse;

import org.jspecify.annotations.NullMarked;
