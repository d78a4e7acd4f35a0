package com.bloompetos.local.simulate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Removes a whole organization of ours, row by row, so that the warehouse hears of every deletion.
 */
public final class Erasure {

    private static final List<String> CHILDREN_FIRST =
            List.of(
                    "alerts",
                    "insights",
                    "feedback",
                    "outbox_messages",
                    "reminders",
                    "poll_hooks",
                    "medical_notes",
                    "webhook_deliveries",
                    "webhook_events",
                    "webhooks",
                    "ledger_entries",
                    "refunds",
                    "payment_events",
                    "deposits",
                    "waitlist_offers",
                    "waitlist_entries",
                    "slot_searches",
                    "holds",
                    "shifts",
                    "price_rules",
                    "payments",
                    "invoice_lines",
                    "payment_intents",
                    "invoices",
                    "inventory_movements",
                    "service_histories",
                    "vaccinations",
                    "reservations",
                    "appointment_status_changes",
                    "appointments",
                    "booking_series",
                    "purchase_order_lines",
                    "purchase_orders",
                    "inventory_items",
                    "service_supplies",
                    "resources",
                    "pets",
                    "services",
                    "memberships",
                    "franchise_clients",
                    "users",
                    "branches",
                    "franchises",
                    "brands",
                    "organizations");

    private Erasure() {}

    public static void erase(DataSource owner, UUID organizationId) throws SQLException {
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            for (String table : CHILDREN_FIRST) {
                Scope.set(connection, organizationId);
                try (var statement = connection.createStatement()) {
                    statement.executeUpdate("delete from " + table);
                }
                connection.commit();
            }
        }
    }
}
