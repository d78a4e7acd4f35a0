package com.bloompetos.local.runner;

/** Something the person at the terminal can mend; its message is the one sentence they read. */
public final class Complaint extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Complaint(String sentence) {
        super(sentence);
    }
}
