/**
 * What a bad week was made of: looked for, proven, told, judged, and withdrawn when it is
 * overturned.
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.insight;
