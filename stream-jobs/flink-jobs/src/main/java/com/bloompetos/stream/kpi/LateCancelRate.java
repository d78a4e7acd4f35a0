package com.bloompetos.stream.kpi;

import com.bloompetos.stream.change.Row;

/** Cancels inside the policy window among all that were scheduled. */
final class LateCancelRate implements Contributor {
    private static final long serialVersionUID = 1L;

    @Override
    public String kpi() {
        return "late_cancel_rate";
    }

    @Override
    public String table() {
        return "appointments";
    }

    @Override
    public Contribution of(Row row) {
        var hour = String.valueOf(row.number("scheduled_hour"));
        return new Contribution(
                cell(row, "scheduled_day", row.text("service_id"), hour),
                row.flag("is_late_cancel") ? 1 : 0,
                1);
    }
}
