package com.bloompetos.events;

/** The schema registry does not answer: the record may be fine, so try again later. */
public final class RegistryUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RegistryUnavailable(String what, Throwable cause) {
        super(what, cause);
    }
}
