package com.bloompetos.local.runner;

import com.bloompetos.local.api.Clocks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * A small organization of a test's own: one branch, one service, one pet, so that tests cannot
 * meet.
 */
public final class Clinic {
    static final String SECRET_NAME = "Zebulonia-Confidential";

    public final UUID organization = UUID.randomUUID();
    public final UUID branch = UUID.randomUUID();
    public final UUID service = UUID.randomUUID();
    public final UUID owner = UUID.randomUUID();
    public final UUID pet = UUID.randomUUID();
    private int slots;

    private Clinic() {}

    public static Clinic open(TestStack stack) throws SQLException {
        var clinic = new Clinic();
        var brand = UUID.randomUUID();
        var franchise = UUID.randomUUID();
        try (var connection = stack.owner(clinic.organization)) {
            run(
                    connection,
                    "insert into organizations (organization_id, name, currency) values ('%s', 'Test chain', 'USD')",
                    clinic.organization);
            run(
                    connection,
                    "insert into brands (brand_id, organization_id, name) values ('%s', '%s', 'Test brand')",
                    brand,
                    clinic.organization);
            run(
                    connection,
                    "insert into franchises (franchise_id, organization_id, brand_id, name) values ('%s', '%s', '%s', 'Test franchise')",
                    franchise,
                    clinic.organization,
                    brand);
            run(
                    connection,
                    "insert into branches (branch_id, organization_id, franchise_id, name, time_zone) values ('%s', '%s', '%s', 'Riverside', '%s')",
                    clinic.branch,
                    clinic.organization,
                    franchise,
                    Clocks.NOON);
            run(
                    connection,
                    "insert into services (service_id, organization_id, name, category, price, duration_minutes) values ('%s', '%s', 'Full groom', 'grooming', 60, 60)",
                    clinic.service,
                    clinic.organization);
            run(
                    connection,
                    "insert into users (user_id, organization_id, email, password_hash, first_name, last_name, phone_number) values ('%s', '%s', '%s@test.example', 'x', '"
                            + SECRET_NAME
                            + "', '"
                            + SECRET_NAME
                            + "', '+1 555 010 0199')",
                    clinic.owner,
                    clinic.organization,
                    clinic.owner);
            run(
                    connection,
                    "insert into pets (pet_id, organization_id, user_id, name, species) values ('%s', '%s', '%s', '"
                            + SECRET_NAME
                            + "', 'dog')",
                    clinic.pet,
                    clinic.organization,
                    clinic.owner);
        }
        return clinic;
    }

    /**
     * A scheduled appointment tomorrow or later, each in an hour of its own and past the day whose
     * clients are reminded now: a reminder would be a change that the test did not make.
     */
    public UUID book(Connection connection) throws SQLException {
        return book(connection, "");
    }

    UUID book(Connection connection, String notes) throws SQLException {
        var id = UUID.randomUUID();
        var start =
                Instant.now().truncatedTo(ChronoUnit.HOURS).plus(27 + slots++, ChronoUnit.HOURS);
        run(
                connection,
                """
                insert into appointments (appointment_id, organization_id, branch_id, pet_id, service_id,
                    appointment_date, ends_at, price_cents, notes)
                values ('%s', '%s', '%s', '%s', '%s', '%s', '%s', 6000, nullif('%s', ''))""",
                id,
                organization,
                branch,
                pet,
                service,
                start,
                start.plus(1, ChronoUnit.HOURS),
                notes);
        return id;
    }

    /** An invoice with one line. */
    public void sell(Connection connection, long cents) throws SQLException {
        var invoice = UUID.randomUUID();
        run(
                connection,
                "insert into invoices (invoice_id, organization_id, branch_id, user_id) values ('%s', '%s', '%s', '%s')",
                invoice,
                organization,
                branch,
                owner);
        run(
                connection,
                "insert into invoice_lines (organization_id, branch_id, invoice_id, service_id, kind, quantity, gross_cents) values ('%s', '%s', '%s', '%s', 'sale', 1, %d)",
                organization,
                branch,
                invoice,
                service,
                cents);
    }

    /** An item on the branch's shelf. */
    UUID stock(TestStack stack, int onHand, int reorderPoint) throws SQLException {
        var item = UUID.randomUUID();
        try (var connection = stack.owner(organization)) {
            run(
                    connection,
                    """
                    insert into inventory_items (item_id, organization_id, branch_id, sku, label, unit,
                        on_hand, reorder_point, reorder_quantity)
                    values ('%s', '%s', '%s', 'shampoo', 'Shampoo', 'bottle', %d, %d, 20)""",
                    item,
                    organization,
                    branch,
                    onHand,
                    reorderPoint);
        }
        return item;
    }

    void use(Connection connection, UUID item, int quantity) throws SQLException {
        run(
                connection,
                "insert into inventory_movements (organization_id, branch_id, item_id, kind, quantity) values ('%s', '%s', '%s', 'use', -%d)",
                organization,
                branch,
                item,
                quantity);
    }

    static void run(Connection connection, String sql, Object... arguments) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql.formatted(arguments));
        }
    }
}
