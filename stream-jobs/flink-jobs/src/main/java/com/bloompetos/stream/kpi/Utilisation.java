package com.bloompetos.stream.kpi;

import com.bloompetos.stream.change.Row;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Minutes that appointments took of the minutes that staff were rostered: two tables, one ratio.
 */
final class Utilisation {
    private static final String KPI = "utilisation";

    /** Nobody works longer on one pet: what lasts longer is a stay. */
    private static final Duration LONGEST_SLOT = Duration.ofHours(12);

    private Utilisation() {}

    static final class Booked implements Contributor {
        private static final long serialVersionUID = 1L;

        @Override
        public String kpi() {
            return KPI;
        }

        @Override
        public String table() {
            return "appointments";
        }

        @Override
        public @Nullable Contribution of(Row row) {
            var staff = row.textOrNull("staff_id");
            if (staff == null || row.text("status").equals("cancelled")) {
                return null;
            }
            var slot = Duration.between(row.instant("appointment_date"), row.instant("ends_at"));
            return slot.compareTo(LONGEST_SLOT) > 0
                    ? null
                    : new Contribution(cell(row, "scheduled_day", staff), slot.toMinutes(), 0);
        }
    }

    static final class Rostered implements Contributor {
        private static final long serialVersionUID = 1L;

        @Override
        public String kpi() {
            return KPI;
        }

        @Override
        public String table() {
            return "shifts";
        }

        @Override
        public Contribution of(Row row) {
            var shift = Duration.between(row.instant("starts_at"), row.instant("ends_at"));
            return new Contribution(
                    cell(row, "shift_day", row.text("user_id")), 0, shift.toMinutes());
        }
    }
}
