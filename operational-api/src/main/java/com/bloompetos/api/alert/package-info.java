/**
 * The role {@code insights}: findings become alerts in PostgreSQL, where people acknowledge them
 * and their life flows back through the log.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.alert;
