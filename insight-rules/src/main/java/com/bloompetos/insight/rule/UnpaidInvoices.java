package com.bloompetos.insight.rule;

import java.util.Map;
import java.util.Optional;

/** Clients owe more than two days' sales for longer than sixty days. */
public final class UnpaidInvoices implements Rule<OpenInvoices> {
    private static final double DAYS_OF_SALES = 2;

    /** One client who cannot pay is known by name. */
    private static final int FEWEST_CLIENTS = 3;

    @Override
    public String name() {
        return "unpaid_invoices";
    }

    @Override
    public Class<OpenInvoices> facts() {
        return OpenInvoices.class;
    }

    @Override
    public Optional<Finding> evaluate(OpenInvoices open) {
        if (open.lateClients() < FEWEST_CLIENTS
                || open.usualDayCents() <= 0
                || open.lateCents() <= DAYS_OF_SALES * open.usualDayCents()) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        name(),
                        Severity.WARNING,
                        "%d clients owe %.1f days' sales for more than sixty days"
                                .formatted(
                                        open.lateClients(),
                                        open.lateCents() / open.usualDayCents()),
                        Map.of(
                                "late_cents", String.valueOf(open.lateCents()),
                                "late_clients", String.valueOf(open.lateClients()),
                                "usual_day_cents",
                                        String.valueOf(Math.round(open.usualDayCents()))),
                        open.lateCents(),
                        Action.COLLECT_INVOICES));
    }
}
