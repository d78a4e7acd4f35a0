/** Which part of the whole explains why a number of now is not what it used to be. */
@NullMarked
package com.bloompetos.insight.drivers;

import org.jspecify.annotations.NullMarked;
