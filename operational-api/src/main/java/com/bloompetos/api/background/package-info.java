/** Work that nobody asked for, done round after round: sealing, reminding, delivering. */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.background;
