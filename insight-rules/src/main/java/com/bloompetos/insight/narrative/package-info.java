/** Sentences made of numbers, and the check that a sentence says nothing but them. */
@NullMarked
package com.bloompetos.insight.narrative;

import org.jspecify.annotations.NullMarked;
