/**
 * What every request passes on its way to a controller: its size, its client's rate, and for a POST
 * the key under which it is answered once.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.request;
