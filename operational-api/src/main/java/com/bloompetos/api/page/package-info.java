/**
 * Long lists, page by page. The body stays a plain list; the way to the next page stands in the
 * headers.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.page;
