/** The letter of the morning: what is known elsewhere, told to one person behind their walls. */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.digest;
