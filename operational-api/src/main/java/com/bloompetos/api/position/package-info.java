/**
 * Where a write stands in the database's log, so that a later read can ask for it. See the header
 * X-Bloom-Position.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.position;
