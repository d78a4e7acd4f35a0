/**
 * What clients are told: of tomorrow's visit, of a vaccination that runs out, that it is time to
 * come again, and how it was. What goes out goes through one port; a link in it needs one tap.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.reminder;
