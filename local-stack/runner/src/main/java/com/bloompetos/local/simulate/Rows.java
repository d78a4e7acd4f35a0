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
                    + " required_skills text, place_kind text, deposit_cents int8"),
    SUPPLY(
            "service_supplies",
            "supply_id uuid, organization_id uuid, service_id uuid, item_sku text, quantity int4"),
    ITEM(
            "inventory_items",
            "item_id uuid, organization_id uuid, branch_id uuid, sku text, label text, unit text, reorder_point int4,"
                    + " reorder_quantity int4, cost_cents int8, created_at timestamptz, updated_at timestamptz, price_cents int8"),
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
    WEIGHT(
            "pet_weights",
            "weight_id uuid, organization_id uuid, pet_id uuid, weight numeric, measured_on date, created_at timestamptz"),
    SHIFT(
            "shifts",
            "shift_id uuid, organization_id uuid, branch_id uuid, user_id uuid, starts_at timestamptz, ends_at timestamptz,"
                    + " created_at timestamptz, updated_at timestamptz"),
    PRICE_RULE(
            "price_rules",
            "price_rule_id uuid, organization_id uuid, branch_id uuid, service_id uuid, weekdays text, price_cents int8,"
                    + " created_at timestamptz"),
    SEARCH(
            "slot_searches",
            "search_id uuid, organization_id uuid, branch_id uuid, service_id uuid, from_day date, to_day date, found int4,"
                    + " created_at timestamptz"),
    VACCINATION(
            "vaccinations",
            "vaccination_id uuid, organization_id uuid, branch_id uuid, pet_id uuid, vaccine_name text,"
                    + " vaccination_date date, expiry_date date, administered_by uuid"),
    APPOINTMENT(
            "appointments",
            "appointment_id uuid, organization_id uuid, branch_id uuid, pet_id uuid, service_id uuid, staff_id uuid,"
                    + " place_id uuid, appointment_date timestamptz, ends_at timestamptz, price_cents int8, created_at timestamptz,"
                    + " updated_at timestamptz"),
    RESCHEDULE(
            "appointments",
            "appointment_id uuid, appointment_date timestamptz, ends_at timestamptz, staff_id uuid,"
                    + " place_id uuid, updated_at timestamptz"),
    CHECK_IN(
            "appointments",
            "appointment_id uuid, checked_in_at timestamptz, updated_at timestamptz"),
    CANCEL(
            "appointments",
            "appointment_id uuid, status text, cancelled_at timestamptz, is_late_cancel bool, updated_at timestamptz"),
    OUTCOME("appointments", "appointment_id uuid, status text, updated_at timestamptz"),
    DEPOSIT(
            "deposits",
            "deposit_id uuid, organization_id uuid, branch_id uuid, appointment_id uuid, kind text, method text,"
                    + " amount_cents int8, created_at timestamptz"),
    FEEDBACK(
            "feedback",
            "feedback_id uuid, organization_id uuid, branch_id uuid, appointment_id uuid, pet_id uuid, source text,"
                    + " csat int2, nps int2, created_at timestamptz"),
    REMINDER(
            "reminders",
            "reminder_id uuid, organization_id uuid, branch_id uuid, pet_id uuid, kind text, subject_id uuid, channel text,"
                    + " status text, due_day date, attempts int4, sent_at timestamptz, answered_at timestamptz,"
                    + " created_at timestamptz, updated_at timestamptz"),
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
                    + " quantity int4, gross_cents int8, discount_cents int8, tax_cents int8, created_at timestamptz, item_id uuid, charge text"),
    ORDER(
            "purchase_orders",
            "order_id uuid, organization_id uuid, branch_id uuid, supplier text, expected_on date, created_at timestamptz,"
                    + " updated_at timestamptz"),
    ORDER_LINE(
            "purchase_order_lines",
            "line_id uuid, organization_id uuid, branch_id uuid, order_id uuid, item_id uuid, quantity int4, cost_cents int8,"
                    + " created_at timestamptz"),
    ORDER_RECEIVED("purchase_orders", "order_id uuid, status text, updated_at timestamptz"),
    ORDER_LINE_RECEIVED("purchase_order_lines", "line_id uuid, received int4"),
    LOT(
            "lots",
            "lot_id uuid, organization_id uuid, branch_id uuid, item_id uuid, lot_number text, expires_on date,"
                    + " created_at timestamptz, updated_at timestamptz"),
    MOVEMENT(
            "inventory_movements",
            "movement_id uuid, organization_id uuid, branch_id uuid, item_id uuid, kind text, quantity int4,"
                    + " appointment_id uuid, created_at timestamptz, lot_id uuid, order_id uuid, transfer_id uuid"),
    PAYMENT(
            "payments",
            "payment_id uuid, organization_id uuid, branch_id uuid, invoice_id uuid, kind text, method text,"
                    + " amount_cents int8, created_at timestamptz, tip_cents int8"),
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
        this.sql = isUpdate() ? update(table, names) : insert(table, names) + unlessThere();
    }

    String sql() {
        return sql;
    }

    List<String> types() {
        return types;
    }

    private boolean isUpdate() {
        return List.of(
                        "RESCHEDULE",
                        "CHECK_IN",
                        "CANCEL",
                        "OUTCOME",
                        "INVOICE_PAID",
                        "ORDER_RECEIVED",
                        "ORDER_LINE_RECEIVED")
                .contains(name());
    }

    /**
     * The API may run while the history is written, and remind of the same: in the same order, so
     * that neither waits for the other in a circle.
     */
    private String unlessThere() {
        return name().equals("REMINDER")
                ? " order by v.kind, v.subject_id on conflict do nothing"
                : "";
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
            case "weekdays" -> "v.weekdays::int[]";
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
