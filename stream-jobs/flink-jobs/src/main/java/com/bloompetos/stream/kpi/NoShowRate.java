package com.bloompetos.stream.kpi;

import com.bloompetos.stream.change.Row;
import org.jspecify.annotations.Nullable;

/** Missed appointments among those that ended; a late cancel stands in the base only. */
final class NoShowRate implements Contributor {
    private static final long serialVersionUID = 1L;

    @Override
    public String kpi() {
        return "no_show_rate";
    }

    @Override
    public String table() {
        return "appointments";
    }

    @Override
    public @Nullable Contribution of(Row row) {
        var status = row.text("status");
        boolean missed = status.equals("no_show");
        if (!missed && !status.equals("completed") && !row.flag("is_late_cancel")) {
            return null;
        }
        var hour = String.valueOf(row.number("scheduled_hour"));
        return new Contribution(
                cell(row, "scheduled_day", row.text("service_id"), hour), missed ? 1 : 0, 1);
    }
}
