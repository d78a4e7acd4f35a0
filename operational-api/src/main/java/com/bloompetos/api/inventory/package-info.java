/**
 * What stands on the shelves of a branch. Stock changes by movements only; the database keeps the
 * sum.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.inventory;
