package com.bloompetos.stream.kpi;

import com.bloompetos.stream.change.Row;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Invoice lines at their full price; a refund lowers net sales only. */
final class GrossSales implements Contributor {
    private static final long serialVersionUID = 1L;

    @Override
    public String kpi() {
        return "gross_sales";
    }

    @Override
    public String table() {
        return "invoice_lines";
    }

    @Override
    public @Nullable Contribution of(Row row) {
        if (!row.text("kind").equals("sale")) {
            return null;
        }
        var service = Objects.requireNonNullElse(row.textOrNull("service_id"), "");
        return new Contribution(cell(row, "sale_day", service), row.number("gross_cents"), 0);
    }
}
