package com.bloompetos.api.payment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import jakarta.validation.Valid;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class InvoiceController {
    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Invoices invoices;
    private final CounterSales sales;

    InvoiceController(
            TenantTransaction transaction, JdbcClient jdbc, Invoices invoices, CounterSales sales) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.invoices = invoices;
        this.sales = sales;
    }

    /** A sale over the counter; a visit is billed by its completion. */
    @PostMapping("/v1/invoices")
    ResponseEntity<Invoice> sell(Caller caller, @Valid @RequestBody NewSale wish) {
        var made = sales.sell(caller, wish);
        return made.created("/v1/invoices/" + made.content().invoiceId());
    }

    @GetMapping("/v1/invoices/{invoiceId}")
    Invoice one(Caller caller, @PathVariable UUID invoiceId) {
        return transaction.read(caller, () -> invoices.find(invoiceId));
    }

    /** The trial balance of some days; its sum over the accounts is zero. */
    @GetMapping("/v1/ledger")
    List<Balance> balances(
            Caller caller,
            @RequestParam(name = "from_day") LocalDate fromDay,
            @RequestParam(name = "to_day") LocalDate toDay) {
        return transaction.read(
                caller,
                () ->
                        jdbc.sql(
                                        """
                                        select branch_id, account, sum(amount_cents)::bigint as amount_cents
                                        from ledger_entries where entry_day between ? and ?
                                        group by branch_id, account order by branch_id, account
                                        """)
                                .params(fromDay, toDay)
                                .query(Balance.class)
                                .list());
    }

    /** Debits are positive. */
    record Balance(UUID branchId, String account, long amountCents) {}
}
