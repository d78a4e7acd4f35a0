/** Which part of a place's trade made a week unlike the weeks before it, and by how much. */
@NullMarked
package com.bloompetos.insight.explain;

import org.jspecify.annotations.NullMarked;
