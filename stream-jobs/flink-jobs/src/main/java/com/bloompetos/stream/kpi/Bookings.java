package com.bloompetos.stream.kpi;

import com.bloompetos.stream.change.Row;

/** The act of booking: whatever became of the appointment, it was booked once. */
final class Bookings implements Contributor {
    private static final long serialVersionUID = 1L;

    @Override
    public String kpi() {
        return "bookings";
    }

    @Override
    public String table() {
        return "appointments";
    }

    @Override
    public Contribution of(Row row) {
        return new Contribution(cell(row, "booked_day", row.text("service_id")), 1, 0);
    }
}
