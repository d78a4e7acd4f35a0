/**
 * What runs now and what ran: statements that can be found, cancelled and counted, and the log of
 * them as a table.
 */
@NullMarked
package com.bloompetos.local.clickhouse.statements;

import org.jspecify.annotations.NullMarked;
