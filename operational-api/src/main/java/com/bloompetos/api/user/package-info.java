/** The signed-in person. Names are served from here and nowhere else. */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.user;
