/**
 * The engine: libchdb bound by JNA, its connections and what they answer. Nothing here knows HTTP,
 * users or roles.
 */
@NullMarked
package com.bloompetos.local.clickhouse.engine;

import org.jspecify.annotations.NullMarked;
