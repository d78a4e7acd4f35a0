/** Which of many insights are worth somebody's morning. */
@NullMarked
package com.bloompetos.insight.ranking;

import org.jspecify.annotations.NullMarked;
