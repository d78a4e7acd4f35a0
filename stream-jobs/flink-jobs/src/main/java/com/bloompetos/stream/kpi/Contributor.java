package com.bloompetos.stream.kpi;

import com.bloompetos.stream.change.Row;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A KPI's twin in the stream: what one row of one table adds to which cell. Together the twins of a
 * KPI must pass its own cases.
 */
public interface Contributor extends Serializable {
    /** Every streamed KPI, said explicitly. */
    List<Contributor> ALL =
            List.of(
                    new Bookings(),
                    new NoShowRate(),
                    new LateCancelRate(),
                    new GrossSales(),
                    new NetSales(),
                    new Refunds(),
                    new CashCollected.OfPayments(),
                    new CashCollected.OfDeposits(),
                    new Utilisation.Booked(),
                    new Utilisation.Rostered());

    String kpi();

    String table();

    /** Nothing when the row does not count. */
    @Nullable Contribution of(Row row);

    /**
     * A cell of this KPI on one of the row's days; ids must be ids, or the warehouse refuses them
     * later.
     */
    default String cell(Row row, String day, String... dimensions) {
        return new Cell(
                        kpi(),
                        UUID.fromString(row.text("organization_id")).toString(),
                        UUID.fromString(row.text("branch_id")).toString(),
                        row.day(day),
                        List.of(dimensions))
                .key();
    }
}
