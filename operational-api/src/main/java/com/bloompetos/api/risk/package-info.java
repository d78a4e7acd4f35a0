/**
 * The riskiest appointments of a branch's day, and what would lower their risk.
 *
 * <p>The warehouse has the scores, PostgreSQL the names and who may see them.
 */
@NullMarked
package com.bloompetos.api.risk;

import org.jspecify.annotations.NullMarked;
