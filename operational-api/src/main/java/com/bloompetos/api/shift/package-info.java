/** Who works when at a branch and can do what, and which places it has. */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.shift;
