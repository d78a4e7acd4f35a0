/**
 * The warehouse's own shape: migrations applied once, views applied whenever their text changes,
 * and a ledger that remembers both.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.warehouse;
