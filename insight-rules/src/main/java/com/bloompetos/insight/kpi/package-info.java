/**
 * What a business number means: its definition, its SQL and the cases that prove both.
 *
 * <p>The cases are the definition; a stream that computes the same number must pass them too.
 */
@NullMarked
package com.bloompetos.insight.kpi;

import org.jspecify.annotations.NullMarked;
