/** What falls due for a pet: vaccinations, by the branch's own day. */
@NullMarked
package com.bloompetos.stream.medical;

import org.jspecify.annotations.NullMarked;
