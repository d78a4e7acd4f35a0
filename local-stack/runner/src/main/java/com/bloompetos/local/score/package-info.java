/**
 * The production models on files: columns in, one line per answer out, nothing written half.
 *
 * <p>The columns are those of data/README.md of whoever measures; answer columns may be absent.
 */
@NullMarked
package com.bloompetos.local.score;

import org.jspecify.annotations.NullMarked;
