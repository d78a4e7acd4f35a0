/**
 * What is personal is sealed before it is stored: a copy of the database alone does not tell it.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.privacy;
