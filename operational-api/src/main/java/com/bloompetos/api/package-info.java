/**
 * The operational API: what branches and their clients do all day, kept in PostgreSQL. One package
 * per feature; the database holds what must always be true.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api;
