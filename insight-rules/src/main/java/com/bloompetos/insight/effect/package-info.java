/** What an action did, measured against those who were left out of it by lot. */
@NullMarked
package com.bloompetos.insight.effect;

import org.jspecify.annotations.NullMarked;
