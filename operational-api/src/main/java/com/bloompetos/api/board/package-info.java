/**
 * The live page of one branch and one day: everybody who watches shares one poll of the warehouse,
 * and server-sent events carry its result.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.board;
