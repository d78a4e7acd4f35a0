/**
 * Measures the running stack from outside: how fresh its numbers are, what a killed part costs, and
 * whether the warehouse holds exactly what the databases hold.
 */
@NullMarked
package com.bloompetos.local.bench;

import org.jspecify.annotations.NullMarked;
