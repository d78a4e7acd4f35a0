package com.bloompetos.api.payment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.inventory.Counter;
import com.bloompetos.api.payment.NewSale.NewSaleLine;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Sells over the counter: the invoice, its lines and what leaves the shelf are one transaction. */
@Service
class CounterSales {
    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Positions positions;
    private final Counter counter;
    private final Invoices invoices;

    CounterSales(
            TenantTransaction transaction,
            JdbcClient jdbc,
            Positions positions,
            Counter counter,
            Invoices invoices) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.positions = positions;
        this.counter = counter;
        this.invoices = invoices;
    }

    Written<Invoice> sell(Caller caller, NewSale wish) {
        return transaction.write(
                caller,
                () -> {
                    mustBeSeen("branches", "branch_id", wish.branchId());
                    mustBeSeen("users", "user_id", wish.userId());
                    var taken = taken(wish);
                    var offers = counter.take(caller, wish.branchId(), taken);
                    var lines = new ArrayList<Line>();
                    for (int i = 0; i < wish.lines().size(); i++) {
                        lines.add(line(wish, i, offers.get(i)));
                    }
                    long endOfLog = positions.endOfLog();
                    var invoiceId = open(caller, wish, lines);
                    for (var line : lines) {
                        insert(caller, wish, invoiceId, line);
                    }
                    return new Written<>(
                            invoices.find(invoiceId),
                            new Position("invoices", invoiceId, endOfLog));
                });
    }

    /** A name of ours, never the caller's: the table and its key. */
    private void mustBeSeen(String table, String key, UUID id) {
        boolean isKnown =
                jdbc.sql("select true from %s where %s = ?".formatted(table, key))
                        .param(id)
                        .query(Boolean.class)
                        .optional()
                        .isPresent();
        if (!isKnown) {
            throw Problem.unknown(key, id);
        }
    }

    /** For each line the item that it takes from the shelf; a service takes none. */
    private static List<Counter.Taken> taken(NewSale wish) {
        var taken = new ArrayList<Counter.Taken>();
        for (int i = 0; i < wish.lines().size(); i++) {
            var line = wish.lines().get(i);
            if ((line.itemId() == null) == (line.serviceId() == null)) {
                throw Problem.invalid(
                        ProblemType.INVALID_FIELD,
                        field(i, "item_id"),
                        "Name an item or a service, and not both.");
            }
            taken.add(new Counter.Taken(line.itemId(), line.quantity(), "lines[%d].".formatted(i)));
        }
        return taken;
    }

    private static String field(int number, String name) {
        return "lines[%d].%s".formatted(number, name);
    }

    /** What a unit costs without tax, where the branch has a price for it. */
    record Offer(@Nullable Long priceCents, int taxBasisPoints) {}

    /** One line, worked out. */
    private record Line(
            NewSaleLine wish, long grossCents, long discountCents, long taxCents, String charge) {
        long totalCents() {
            return grossCents - discountCents + taxCents;
        }
    }

    private Line line(NewSale wish, int number, Counter.@Nullable Offer item) {
        var line = wish.lines().get(number);
        var offer =
                item != null
                        ? new Offer(item.priceCents(), item.taxBasisPoints())
                        : service(
                                wish.branchId(), number, Objects.requireNonNull(line.serviceId()));
        var unit = line.unitPriceCents() != null ? line.unitPriceCents() : offer.priceCents();
        if (unit == null) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD,
                    field(number, "unit_price_cents"),
                    "The item has no price of its own: say one.");
        }
        long gross = unit * line.quantity();
        if (line.discount() > gross) {
            throw Problem.invalid(
                    ProblemType.TOO_MUCH,
                    field(number, "discount_cents"),
                    "The line costs %d cents.".formatted(gross));
        }
        // Half a cent goes up, as the database rounds the tax of a visit.
        long tax = ((gross - line.discount()) * offer.taxBasisPoints() + 5_000) / 10_000;
        return new Line(line, gross, line.discount(), tax, item != null ? "item" : "service");
    }

    private Offer service(UUID branchId, int number, UUID serviceId) {
        return jdbc.sql(
                        """
                        select price_of(b.branch_id, s.service_id, now() at time zone b.time_zone, round(s.price * 100)::bigint)
                                   as price_cents,
                               s.tax_basis_points
                        from services s, branches b where s.service_id = ? and b.branch_id = ?
                        """)
                .params(serviceId, branchId)
                .query(Offer.class)
                .optional()
                .orElseThrow(() -> Problem.unknown(field(number, "service_id"), serviceId));
    }

    private UUID open(Caller caller, NewSale wish, List<Line> lines) {
        long total = lines.stream().mapToLong(Line::totalCents).sum();
        return jdbc.sql(
                        """
                        insert into invoices (organization_id, branch_id, user_id, status) values (?, ?, ?, ?)
                        returning invoice_id
                        """)
                .params(
                        caller.organizationId(),
                        wish.branchId(),
                        wish.userId(),
                        total == 0 ? "paid" : "open")
                .query(UUID.class)
                .single();
    }

    private void insert(Caller caller, NewSale wish, UUID invoiceId, Line line) {
        jdbc.sql(
                        """
                        insert into invoice_lines (organization_id, branch_id, invoice_id, service_id, item_id, kind, charge,
                            quantity, gross_cents, discount_cents, tax_cents)
                        values (:organization, :branch, :invoice, :service, :item, 'sale', :charge,
                            :quantity, :gross, :discount, :tax)
                        """)
                .param("organization", caller.organizationId())
                .param("branch", wish.branchId())
                .param("invoice", invoiceId)
                .param("service", line.wish().serviceId())
                .param("item", line.wish().itemId())
                .param("charge", line.charge())
                .param("quantity", line.wish().quantity())
                .param("gross", line.grossCents())
                .param("discount", line.discountCents())
                .param("tax", line.taxCents())
                .update();
    }
}
