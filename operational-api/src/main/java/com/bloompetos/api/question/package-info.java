/** Questions in plain words: what they mean is found without a guess, or they are refused. */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.question;
