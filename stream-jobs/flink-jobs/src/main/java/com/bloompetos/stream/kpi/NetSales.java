package com.bloompetos.stream.kpi;

import com.bloompetos.stream.change.Row;
import java.util.Objects;

/** Invoice lines after discounts; a refund is a line of its own with negative amounts. */
final class NetSales implements Contributor {
    private static final long serialVersionUID = 1L;

    @Override
    public String kpi() {
        return "net_sales";
    }

    @Override
    public String table() {
        return "invoice_lines";
    }

    @Override
    public Contribution of(Row row) {
        var service = Objects.requireNonNullElse(row.textOrNull("service_id"), "");
        return new Contribution(
                cell(row, "sale_day", service),
                row.number("gross_cents") - row.number("discount_cents"),
                0);
    }
}
