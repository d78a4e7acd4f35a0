package com.bloompetos.local.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the simulator writes, in the order in which one transaction needs it: columns with their
 * types.
 */
enum Rows {
    ORGANIZATION(
            "organizations",
            "organization_id uuid, name text, currency text, created_at timestamptz"),
    BRAND("brands", "brand_id uuid, organization_id uuid, name text, created_at timestamptz"),
    FRANCHISE(
            "franchises",
            "franchise_id uuid, organization_id uuid, brand_id uuid, name text, created_at timestamptz"),
    BRANCH(
            "branches",
            "branch_id uuid, organization_id uuid, franchise_id uuid, name text, time_zone text, opens_at time,"
                    + " closes_at time, created_at timestamptz, updated_at timestamptz"),
    SERVICE(
            "services",
            "service_id uuid, organization_id uuid, name text, category text, price numeric, duration_minutes int4,"
                    + " late_cancel_hours int4, created_at timestamptz, updated_at timestamptz,"
                    + " required_skills text, place_kind text"),
    SUPPLY(
            "service_supplies",
            "supply_id uuid, organization_id uuid, service_id uuid, item_sku text, quantity int4"),
    ITEM(
            "inventory_items",
            "item_id uuid, organization_id uuid, branch_id uuid, sku text, label text, unit text, reorder_point int4,"
                    + " reorder_quantity int4, cost_cents int8, created_at timestamptz, updated_at timestamptz"),
    USER(
            "users",
            "user_id uuid, organization_id uuid, email text, password_hash text, first_name text, last_name text,"
                    + " phone_number text, role text, created_at timestamptz, updated_at timestamptz"),
    MEMBERSHIP(
            "memberships",
            "membership_id uuid, organization_id uuid, user_id uuid, role text, branch_ids text,"
                    + " created_at timestamptz"),
    PET(
            "pets",
            "pet_id uuid, organization_id uuid, user_id uuid, name text, species text, breed text, birth_date date,"
                    + " gender text, weight numeric, microchip_id text, created_at timestamptz, updated_at timestamptz"),
    RESOURCE(
            "resources",
            "resource_id uuid, organization_id uuid, branch_id uuid, kind text, user_id uuid, pet_id uuid, label text,"
                    + " created_at timestamptz, skills text, place_kind text"),
    VACCINATION(
            "vaccinations",
            "vaccination_id uuid, organization_id uuid, branch_id uuid, pet_id uuid, vaccine_name text,"
                    + " vaccination_date date, expiry_date date, administered_by uuid"),
    APPOINTMENT(
            "appointments",
            "appointment_id uuid, organization_id uuid, branch_id uuid, pet_id uuid, service_id uuid, staff_id uuid,"
                    + " appointment_date timestamptz, ends_at timestamptz, price_cents int8, created_at timestamptz,"
                    + " updated_at timestamptz"),
    RESCHEDULE(
            "appointments",
            "appointment_id uuid, appointment_date timestamptz, ends_at timestamptz, staff_id uuid,"
                    + " updated_at timestamptz"),
    CANCEL(
            "appointments",
            "appointment_id uuid, status text, cancelled_at timestamptz, is_late_cancel bool, updated_at timestamptz"),
    OUTCOME("appointments", "appointment_id uuid, status text, updated_at timestamptz"),
    STATUS_CHANGE(
            "appointment_status_changes",
            "change_id uuid, organization_id uuid, branch_id uuid, appointment_id uuid, from_status text,"
                    + " to_status text, changed_at timestamptz"),
    HISTORY(
            "service_histories",
            "history_id uuid, organization_id uuid, branch_id uuid, appointment_id uuid, pet_id uuid, service_id uuid,"
                    + " staff_id uuid, service_date timestamptz, created_at timestamptz"),
    INVOICE(
            "invoices",
            "invoice_id uuid, organization_id uuid, branch_id uuid, user_id uuid, appointment_id uuid,"
                    + " created_at timestamptz"),
    LINE(
            "invoice_lines",
            "line_id uuid, organization_id uuid, branch_id uuid, invoice_id uuid, service_id uuid, kind text,"
                    + " quantity int4, gross_cents int8, discount_cents int8, tax_cents int8, created_at timestamptz"),
    MOVEMENT(
            "inventory_movements",
            "movement_id uuid, organization_id uuid, branch_id uuid, item_id uuid, kind text, quantity int4,"
                    + " appointment_id uuid, created_at timestamptz"),
    PAYMENT(
            "payments",
            "payment_id uuid, organization_id uuid, branch_id uuid, invoice_id uuid, kind text, method text,"
                    + " amount_cents int8, created_at timestamptz"),
    INVOICE_PAID("invoices", "invoice_id uuid, status text"),
    RESERVATION(
            "reservations",
            "organization_id uuid, branch_id uuid, resource_id uuid, appointment_id uuid, during tstzrange, kind text,"
                    + " created_at timestamptz");

    private final String sql;
    private final List<String> types;

    Rows(String table, String columns) {
        List<String[]> parts = Arrays.stream(columns.split(", ")).map(c -> c.split(" ")).toList();
        List<String> names = parts.stream().map(p -> p[0]).toList();
        this.types = parts.stream().map(p -> p[1]).toList();
        this.sql = isUpdate() ? update(table, names) : insert(table, names);
    }

    String sql() {
        return sql;
    }

    List<String> types() {
        return types;
    }

    private boolean isUpdate() {
        return List.of("RESCHEDULE", "CANCEL", "OUTCOME", "INVOICE_PAID").contains(name());
    }

    private String arrays() {
        return types.stream().map(t -> "?::" + t + "[]").collect(Collectors.joining(", "));
    }

    private String insert(String table, List<String> names) {
        String values = names.stream().map(Rows::value).collect(Collectors.joining(", "));
        String columns = String.join(", ", names);
        return "insert into %s (%s) select %s from unnest(%s) as v (%s)"
                .formatted(table, columns, values, arrays(), columns);
    }

    /** Lists come as text, {@code {a,b}}: arrays of arrays cannot be unnested. */
    private static String value(String column) {
        return switch (column) {
            case "branch_ids" -> "v.branch_ids::uuid[]";
            case "skills", "required_skills" -> "v." + column + "::text[]";
            default -> "v." + column;
        };
    }

    /** The first column is the key. */
    private String update(String table, List<String> names) {
        String sets =
                IntStream.range(1, names.size())
                        .mapToObj(i -> names.get(i) + " = v." + names.get(i))
                        .collect(Collectors.joining(", "));
        return "update %s as t set %s from unnest(%s) as v (%s) where t.%s = v.%s"
                .formatted(
                        table,
                        sets,
                        arrays(),
                        String.join(", ", names),
                        names.get(0),
                        names.get(0));
    }
}
