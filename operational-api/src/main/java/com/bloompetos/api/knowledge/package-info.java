/**
 * A chain's own documents: kept in PostgreSQL, found by meaning in the warehouse, quoted word for
 * word.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.knowledge;
