/** Watches that changes keep arriving: a part that stops without a word raises an alarm. */
@org.jspecify.annotations.NullMarked
package com.bloompetos.stream.progress;
