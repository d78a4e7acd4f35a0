/**
 * Finds free slots: where somebody who can do it works and is free, and a place for it is free,
 * too. A search that finds nothing is remembered as demand that was denied.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.slot;
