package com.bloompetos.api.reminder;

/** A way out of the house. */
interface NotificationPort {
    String channel();

    /** Whether this installation has it. */
    boolean isOpen();

    /** By e-mail or by telephone. */
    boolean needsPhone();

    /** Returns when the message is handed over. */
    void send(Message message) throws NotHandedOver;
}
