package com.bloompetos.stream.kpi;

import com.bloompetos.stream.change.Row;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Refund lines, with their sign turned: what was given back. */
final class Refunds implements Contributor {
    private static final long serialVersionUID = 1L;

    @Override
    public String kpi() {
        return "refunds";
    }

    @Override
    public String table() {
        return "invoice_lines";
    }

    @Override
    public @Nullable Contribution of(Row row) {
        if (!row.text("kind").equals("refund")) {
            return null;
        }
        var service = Objects.requireNonNullElse(row.textOrNull("service_id"), "");
        return new Contribution(
                cell(row, "sale_day", service),
                row.number("discount_cents") - row.number("gross_cents"),
                0);
    }
}
