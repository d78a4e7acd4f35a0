/**
 * Holds the warehouse's {@code raw} tables against PostgreSQL, a range of keys at a time, and puts
 * right what lastingly differs.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.stream.reconcile;
