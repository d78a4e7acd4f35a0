/**
 * Who is calling, and what they may see: sign-in, tokens, the rule of each endpoint, the tenant
 * transaction. The wall itself stands in PostgreSQL's row-level security.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.access;
