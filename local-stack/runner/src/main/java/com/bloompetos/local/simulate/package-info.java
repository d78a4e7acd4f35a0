/**
 * One seeded generator of two pet care chains: their history as SQL in the order of the days, and
 * live traffic through the API. It feeds the demo, the benchmarks and the tests.
 */
@NullMarked
package com.bloompetos.local.simulate;

import org.jspecify.annotations.NullMarked;
