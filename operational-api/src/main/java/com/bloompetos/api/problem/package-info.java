/**
 * Every refusal as a problem detail (RFC 9457) with a stable type and the field it is about.
 * Controllers throw, one handler answers.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.problem;
