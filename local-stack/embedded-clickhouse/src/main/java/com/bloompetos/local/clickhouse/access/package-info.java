/**
 * Who may ask: users with hashed passwords, and what each role may run and set. The engine itself
 * knows one user only, so this is the door.
 */
@NullMarked
package com.bloompetos.local.clickhouse.access;

import org.jspecify.annotations.NullMarked;
