/** The few pages that the API serves itself: one frame, and what stands in it. */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.html;
