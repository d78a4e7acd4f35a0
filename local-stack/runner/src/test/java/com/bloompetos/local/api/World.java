package com.bloompetos.local.api;

import com.bloompetos.local.runner.ApiStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One franchise with a branch, its people, a pet and one of everything; several can belong to one
 * organization. What an address or a body calls {@code pet_id} is found here under that name.
 */
final class World {
    private final Map<String, UUID> ids = new LinkedHashMap<>();

    private World() {}

    static World newOrganization(ApiStack stack) throws SQLException {
        var world = new World();
        var organization = world.make("organization_id");
        try (var connection = stack.owner(organization)) {
            world.run(
                    connection,
                    "insert into organizations (organization_id, name, currency) values ({organization_id}, 'Chain', 'USD')",
                    "insert into brands (brand_id, organization_id, name) values ({brand_id}, {organization_id}, 'Brand')",
                    "insert into services (service_id, organization_id, name, category, price, duration_minutes) values ({service_id}, {organization_id}, 'Full groom', 'grooming', 60, 30)");
            world.fill(connection);
        }
        return world;
    }

    /** A rival within the same brand. */
    World rival(ApiStack stack) throws SQLException {
        var world = new World();
        for (var shared : List.of("organization_id", "brand_id", "service_id")) {
            world.ids.put(shared, id(shared));
        }
        try (var connection = stack.owner(id("organization_id"))) {
            world.fill(connection);
        }
        return world;
    }

    /** As the schema's owner, within this organization: the first column of each row. */
    List<String> sql(ApiStack stack, String query) throws SQLException {
        var values = new ArrayList<String>();
        try (var connection = stack.owner(id("organization_id"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) values.add(rows.getString(1));
        }
        return values;
    }

    void change(ApiStack stack, String sql) throws SQLException {
        try (var connection = stack.owner(id("organization_id"));
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private void fill(Connection connection) throws SQLException {
        run(
                connection,
                "insert into franchises (franchise_id, organization_id, brand_id, name) values ({franchise_id}, {organization_id}, {brand_id}, 'Franchise')",
                "insert into branches (branch_id, organization_id, franchise_id, name, time_zone) values ({branch_id}, {organization_id}, {franchise_id}, 'Branch', '"
                        + Clocks.NOON
                        + "')",
                "insert into branches (branch_id, organization_id, franchise_id, name, time_zone) values ({sister_branch_id}, {organization_id}, {franchise_id}, 'Sister', '"
                        + Clocks.NOON
                        + "')",
                person("owner_user_id", "owner"),
                person("staff_id", "staff"),
                person("branch_manager_user_id", "staff"),
                person("franchise_owner_user_id", "staff"),
                person("analyst_user_id", "staff"),
                person("admin_user_id", "admin"),
                membership("staff_id", "staff"),
                membership("branch_manager_user_id", "branch_manager"),
                membership("franchise_owner_user_id", "franchise_owner"),
                membership("analyst_user_id", "analyst"),
                "insert into memberships (organization_id, user_id, role) values ({organization_id}, {admin_user_id}, 'admin')",
                "insert into pets (pet_id, organization_id, user_id, name, species) values ({pet_id}, {organization_id}, {owner_user_id}, 'Rex', 'dog')",
                "insert into resources (resource_id, organization_id, kind, pet_id, label) values ({pet_resource_id}, {organization_id}, 'pet', {pet_id}, 'pet')",
                "insert into resources (resource_id, organization_id, branch_id, kind, user_id, label) values ({resource_id}, {organization_id}, {branch_id}, 'staff', {staff_id}, 'Groomer 1')",
                "insert into resources (resource_id, organization_id, branch_id, kind, label) values ({place_id}, {organization_id}, {branch_id}, 'place', 'Kennel 1')",
                "insert into appointments (appointment_id, organization_id, branch_id, pet_id, service_id, staff_id, appointment_date, ends_at, price_cents) values ({appointment_id}, {organization_id}, {branch_id}, {pet_id}, {service_id}, {staff_id}, now() + interval '40 days', now() + interval '40 days 30 minutes', 6000)",
                "insert into invoices (invoice_id, organization_id, branch_id, user_id) values ({invoice_id}, {organization_id}, {branch_id}, {owner_user_id})",
                "insert into invoice_lines (line_id, organization_id, branch_id, invoice_id, service_id, kind, quantity, gross_cents) values ({line_id}, {organization_id}, {branch_id}, {invoice_id}, {service_id}, 'sale', 1, 6000)",
                "insert into inventory_items (item_id, organization_id, branch_id, sku, label, unit, reorder_point) values ({item_id}, {organization_id}, {branch_id}, 'SHAMPOO', 'Shampoo', 'bottle', 2)",
                "insert into inventory_items (item_id, organization_id, branch_id, sku, label, unit, reorder_point) values ({sister_item_id}, {organization_id}, {sister_branch_id}, 'SHAMPOO', 'Shampoo', 'bottle', 2)",
                "insert into lots (lot_id, organization_id, branch_id, item_id, lot_number, expires_on) values ({lot_id}, {organization_id}, {branch_id}, {item_id}, 'L-1', current_date + 100)",
                "insert into inventory_movements (movement_id, organization_id, branch_id, item_id, lot_id, kind, quantity) values ({movement_id}, {organization_id}, {branch_id}, {item_id}, {lot_id}, 'receipt', 20)",
                "insert into purchase_orders (order_id, organization_id, branch_id, supplier) values ({order_id}, {organization_id}, {branch_id}, 'Supplier')",
                "insert into purchase_order_lines (organization_id, branch_id, order_id, item_id, quantity, cost_cents) values ({organization_id}, {branch_id}, {order_id}, {item_id}, 5, 100)",
                "insert into vaccinations (vaccination_id, organization_id, branch_id, pet_id, vaccine_name, vaccination_date, expiry_date) values ({vaccination_id}, {organization_id}, {branch_id}, {pet_id}, 'Rabies', current_date - 300, current_date + 10)",
                "insert into alerts (alert_id, organization_id, branch_id, rule, severity, subject_kind, subject_id, episode, title) values ({alert_id}, {organization_id}, {branch_id}, 'stockout_risk', 'warning', 'item', {item_id}::text, '1', 'Low')",
                "insert into insights (insight_id, organization_id, branch_id, kpi, definition_version, part, part_where, first_day, last_day, title, sentence, bindings, chart, query, result_hash, as_of_version, worse, at_stake_cents, confidence) values ({insight_id}, {organization_id}, {branch_id}, 'bookings', 1, '', jsonb_build_object(), current_date - 46, current_date - 40, 'Fewer bookings', 'Fewer bookings', '[]', jsonb_build_object(), 'select 1', repeat('0', 64), 1, 10, 50000, 0.9)");
        ids.put("user_id", id("owner_user_id"));
        ids.put("administered_by", id("staff_id"));
        ids.put("to_branch_id", id("sister_branch_id"));
        ids.put("row_id", id("pet_id"));
    }

    private static String person(String id, String kind) {
        return "insert into users (user_id, organization_id, email, password_hash, first_name, last_name, phone_number, role) values ({%1$s}, {organization_id}, '%1$s.' || {%1$s} || '@test.example', 'x', 'First', 'Last', '555', '%2$s')"
                .formatted(id, kind);
    }

    private static String membership(String id, String role) {
        return "insert into memberships (organization_id, user_id, role, branch_ids) values ({organization_id}, {%s}, '%s', array[{branch_id}::uuid, {sister_branch_id}::uuid])"
                .formatted(id, role);
    }

    /** Names in braces are ids, made when they are first read. */
    void run(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var text : statements) {
                var sql = new StringBuilder(text);
                for (int open; (open = sql.indexOf("{")) >= 0; ) {
                    int close = sql.indexOf("}", open);
                    sql.replace(open, close + 1, "'" + make(sql.substring(open + 1, close)) + "'");
                }
                statement.execute(sql.toString());
            }
        }
    }

    private UUID make(String name) {
        return ids.computeIfAbsent(name, n -> UUID.randomUUID());
    }

    UUID id(String name) {
        var id = ids.get(name);
        if (id == null) throw new IllegalArgumentException("The test's world has no " + name);
        return id;
    }

    boolean has(String name) {
        return ids.containsKey(name);
    }

    Map<String, UUID> ids() {
        return Map.copyOf(ids);
    }

    /** A bearer token of the person who has this role here. */
    String token(ApiStack stack, String role) {
        var user = role.equals("staff") ? id("staff_id") : id(role + "_user_id");
        var branches =
                role.equals("admin") || role.equals("owner")
                        ? List.<UUID>of()
                        : List.of(id("branch_id"), id("sister_branch_id"));
        return stack.token(id("organization_id"), user, role, branches);
    }
}
