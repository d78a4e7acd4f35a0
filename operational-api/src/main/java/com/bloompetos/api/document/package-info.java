/**
 * The OpenAPI document at /v3/api-docs, made from the controllers. What they share (bearer tokens,
 * problems, positions) is added here once.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.document;
