package com.bloompetos.stream.kpi;

import com.bloompetos.stream.change.Row;
import org.jspecify.annotations.Nullable;

/** Money that moved: payments with their tips, and deposits when they are taken or returned. */
final class CashCollected {
    private static final String KPI = "cash_collected";

    private CashCollected() {}

    static final class OfPayments implements Contributor {
        private static final long serialVersionUID = 1L;

        @Override
        public String kpi() {
            return KPI;
        }

        @Override
        public String table() {
            return "payments";
        }

        @Override
        public @Nullable Contribution of(Row row) {
            var method = row.text("method");
            if (method.equals("deposit")) {
                return null; // It came in when the deposit was taken.
            }
            return new Contribution(
                    cell(row, "paid_day", method),
                    row.number("amount_cents") + row.number("tip_cents"),
                    0);
        }
    }

    static final class OfDeposits implements Contributor {
        private static final long serialVersionUID = 1L;

        @Override
        public String kpi() {
            return KPI;
        }

        @Override
        public String table() {
            return "deposits";
        }

        @Override
        public Contribution of(Row row) {
            return new Contribution(
                    cell(row, "taken_day", row.text("method")), row.number("amount_cents"), 0);
        }
    }
}
