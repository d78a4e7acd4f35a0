/**
 * No-show risk: each booking meets its client's history and what outcomes taught.
 *
 * <p>Learning is not idempotent, so this application alone runs exactly-once.
 */
@NullMarked
package com.bloompetos.stream.risk;

import org.jspecify.annotations.NullMarked;
