/** The desk where dead letters lie: what they are, why, and their way back. */
@org.jspecify.annotations.NullMarked
package com.bloompetos.local.deadletter;
