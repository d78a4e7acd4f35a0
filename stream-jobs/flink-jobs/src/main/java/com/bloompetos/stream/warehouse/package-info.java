/**
 * The way into the warehouse: rows collect into few, full inserts, wait while the engine is away,
 * and a row that the engine refuses does not take its neighbours with it.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.stream.warehouse;
