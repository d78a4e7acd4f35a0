package com.bloompetos.insight.risk;

/** A question or an outcome names an appointment that nobody booked. */
public final class UnknownAppointment extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnknownAppointment(String id) {
        super("appointment " + id + " was never booked");
    }
}
