/**
 * The branches that a caller sees, and the staff and places that can be booked there. Read only so
 * far.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.branch;
