package com.bloompetos.local.score;

import java.nio.file.Path;

/** A file that cannot be scored; the message names the file, the line and what is wrong there. */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadInput(Path file, long line, String what) {
        super(file + ", line " + line + ": " + what);
    }

    BadInput(Path file, String what) {
        super(file + ": " + what);
    }
}
