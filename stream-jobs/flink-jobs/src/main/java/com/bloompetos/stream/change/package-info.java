/**
 * Row changes as every job reads them: decoded once, versioned by their log position, with the
 * unreadable ones set aside and the moment known when the past has been read.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.stream.change;
