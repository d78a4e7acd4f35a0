package com.bloompetos.api.reminder;

/** The other side did not take a message; it is tried again. */
public final class NotHandedOver extends Exception {
    private static final long serialVersionUID = 1;

    NotHandedOver(String reason) {
        super(reason);
    }
}
