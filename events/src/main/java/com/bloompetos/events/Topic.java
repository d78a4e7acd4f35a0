package com.bloompetos.events;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A topic's name, shape and meaning; the runner creates every one of {@link #all()} before anything
 * writes.
 *
 * @param name the name on the broker
 * @param partitions how many partitions it gets on one machine
 * @param compacted whether only the newest record of a key is kept
 * @param key what a record's key consists of
 * @param value what a record's value is
 */
public record Topic(String name, int partitions, boolean compacted, String key, String value) {
    private static final int PARTITIONS = 2;
    private static final String TOMBSTONES_KEPT_MS = String.valueOf(30L * 24 * 60 * 60 * 1000);

    /**
     * How long no change is compacted away. A warehouse that comes back from a backup younger than
     * this is told every change since, deletes with their rows among them.
     */
    public static final Duration EVERY_CHANGE_KEPT = Duration.ofDays(7);

    /** How long what lies with the dead letters is kept, and what was replayed of it. */
    private static final Duration LETTERS_KEPT = Duration.ofDays(90);

    public static final Topic ORGANIZATIONS = changes("organizations", "organization_id");
    public static final Topic BRANDS = changes("brands", "brand_id");
    public static final Topic FRANCHISES = changes("franchises", "franchise_id");
    public static final Topic BRANCHES = changes("branches", "branch_id");
    public static final Topic USERS = changes("users", "user_id");
    public static final Topic MEMBERSHIPS = changes("memberships", "membership_id");
    public static final Topic PETS = changes("pets", "pet_id");
    public static final Topic SERVICES = changes("services", "service_id");
    public static final Topic RESOURCES = changes("resources", "resource_id");
    public static final Topic APPOINTMENTS = changes("appointments", "appointment_id");
    public static final Topic APPOINTMENT_STATUS_CHANGES =
            changes("appointment_status_changes", "change_id");
    public static final Topic SERVICE_HISTORIES = changes("service_histories", "history_id");
    public static final Topic VACCINATIONS = changes("vaccinations", "vaccination_id");
    public static final Topic INVOICES = changes("invoices", "invoice_id");
    public static final Topic INVOICE_LINES = changes("invoice_lines", "line_id");
    public static final Topic PAYMENTS = changes("payments", "payment_id");
    public static final Topic INVENTORY_ITEMS = changes("inventory_items", "item_id");
    public static final Topic INVENTORY_MOVEMENTS = changes("inventory_movements", "movement_id");
    public static final Topic SERVICE_SUPPLIES = changes("service_supplies", "supply_id");
    public static final Topic SHIFTS = changes("shifts", "shift_id");
    public static final Topic PRICE_RULES = changes("price_rules", "price_rule_id");
    public static final Topic BOOKING_SERIES = changes("booking_series", "series_id");
    public static final Topic SLOT_SEARCHES = changes("slot_searches", "search_id");
    public static final Topic WAITLIST_ENTRIES = changes("waitlist_entries", "entry_id");
    public static final Topic WAITLIST_OFFERS = changes("waitlist_offers", "offer_id");
    public static final Topic DEPOSITS = changes("deposits", "deposit_id");
    public static final Topic PAYMENT_INTENTS = changes("payment_intents", "intent_id");
    public static final Topic REFUNDS = changes("refunds", "refund_id");
    public static final Topic PET_WEIGHTS = changes("pet_weights", "weight_id");
    public static final Topic LOTS = changes("lots", "lot_id");
    public static final Topic PURCHASE_ORDERS = changes("purchase_orders", "order_id");
    public static final Topic PURCHASE_ORDER_LINES = changes("purchase_order_lines", "line_id");
    public static final Topic REMINDERS = changes("reminders", "reminder_id");
    public static final Topic FEEDBACK = changes("feedback", "feedback_id");
    public static final Topic ALERTS = changes("alerts", "alert_id");
    public static final Topic INSIGHTS = changes("insights", "insight_id");
    public static final Topic CDC_HEARTBEATS = changes("cdc_heartbeats", "heartbeat_id");

    public static final Topic BOOKING_CREATED =
            facts(
                    "appointment.booking-created",
                    "organization_id/appointment_id",
                    "BookingCreated");
    public static final Topic APPOINTMENT_COMPLETED =
            facts(
                    "appointment.appointment-completed",
                    "organization_id/appointment_id",
                    "AppointmentCompleted");
    public static final Topic PAYMENT_RECEIVED =
            facts("payment.payment-received", "organization_id/payment_id", "PaymentReceived");
    public static final Topic INVENTORY_UPDATED =
            facts("inventory.inventory-updated", "organization_id/item_id", "InventoryUpdated");

    public static final Topic VACCINATIONS_DUE =
            facts("medical.vaccinations-due", "organization_id/vaccination_id", "VaccinationDue");

    public static final Topic RISK_SCORES =
            new Topic(
                    "appointment.risk-scores",
                    PARTITIONS,
                    true,
                    "organization_id/appointment_id",
                    "RiskScore");
    public static final Topic FINDINGS =
            new Topic(
                    "insight.findings",
                    PARTITIONS,
                    true,
                    "organization_id/rule/branch_id/subject_id/episode",
                    "Finding");

    /** Dead letters on their way back to the readers of their topics, which stay as they are. */
    public static final Topic REPLAYS =
            new Topic(
                    "dead-letter.replays",
                    1,
                    false,
                    "organization_id and id, as in the record's own topic",
                    "as in the record's own topic");

    private static final List<Topic> CHANGES =
            List.of(
                    ORGANIZATIONS,
                    BRANDS,
                    FRANCHISES,
                    BRANCHES,
                    USERS,
                    MEMBERSHIPS,
                    PETS,
                    SERVICES,
                    RESOURCES,
                    APPOINTMENTS,
                    APPOINTMENT_STATUS_CHANGES,
                    SERVICE_HISTORIES,
                    VACCINATIONS,
                    INVOICES,
                    INVOICE_LINES,
                    PAYMENTS,
                    INVENTORY_ITEMS,
                    INVENTORY_MOVEMENTS,
                    SERVICE_SUPPLIES,
                    SHIFTS,
                    PRICE_RULES,
                    BOOKING_SERIES,
                    SLOT_SEARCHES,
                    WAITLIST_ENTRIES,
                    WAITLIST_OFFERS,
                    DEPOSITS,
                    PAYMENT_INTENTS,
                    REFUNDS,
                    PET_WEIGHTS,
                    LOTS,
                    PURCHASE_ORDERS,
                    PURCHASE_ORDER_LINES,
                    REMINDERS,
                    FEEDBACK,
                    ALERTS,
                    INSIGHTS,
                    CDC_HEARTBEATS);

    private static final List<Topic> EVENTS =
            List.of(
                    BOOKING_CREATED,
                    APPOINTMENT_COMPLETED,
                    PAYMENT_RECEIVED,
                    INVENTORY_UPDATED,
                    VACCINATIONS_DUE,
                    RISK_SCORES,
                    FINDINGS);

    /** Every topic of the platform, dead letters included. */
    public static List<Topic> all() {
        return Stream.concat(
                        Stream.concat(live().stream(), live().stream().map(Topic::deadLetters)),
                        Stream.of(REPLAYS))
                .toList();
    }

    /** The topics that carry row changes, one for each published table. */
    public static List<Topic> changes() {
        return CHANGES;
    }

    /** The topic of this name, dead letters included. */
    public static Optional<Topic> named(String name) {
        return all().stream().filter(topic -> topic.name.equals(name)).findFirst();
    }

    /**
     * Where records of this topic go that cannot be used: bytes unchanged, the reason in a header.
     */
    public Topic deadLetters() {
        return new Topic(deadLettersOf(name), 1, false, "unchanged", "unchanged");
    }

    /** The dead-letter topic's name for any topic's name. */
    public static String deadLettersOf(String topic) {
        return "dlq." + topic;
    }

    /** What the broker is told when the topic is made. */
    public Map<String, String> config() {
        // Retention counts from record timestamps: replayed history would vanish minutes after it
        // was written.
        return compacted
                ? Map.of(
                        "cleanup.policy",
                        "compact",
                        "delete.retention.ms",
                        TOMBSTONES_KEPT_MS,
                        "min.compaction.lag.ms",
                        String.valueOf(EVERY_CHANGE_KEPT.toMillis()))
                : Map.of("cleanup.policy", "delete", "retention.ms", retention());
    }

    private String retention() {
        return isOfLetters() ? String.valueOf(LETTERS_KEPT.toMillis()) : "-1";
    }

    /** Whether what stands there is somebody's work of the next weeks, and ages. */
    public boolean isOfLetters() {
        return name.startsWith(deadLettersOf("")) || equals(REPLAYS);
    }

    /** The registry's subject for the values. */
    public String valueSubject() {
        return name + "-value";
    }

    private static List<Topic> live() {
        return Stream.concat(CHANGES.stream(), EVENTS.stream()).toList();
    }

    /** The column that names a row of this table, beside its organization. */
    public static Optional<String> idOf(String table) {
        return CHANGES.stream()
                .filter(topic -> topic.name().equals("cdc." + table))
                .map(topic -> topic.key().replaceFirst(".*, (\\w+)}", "$1"))
                .findFirst();
    }

    private static Topic changes(String table, String id) {
        return new Topic(
                "cdc." + table,
                PARTITIONS,
                true,
                "{organization_id, " + id + "}",
                "change of " + table);
    }

    private static Topic facts(String name, String key, String value) {
        return new Topic(name, PARTITIONS, false, key, value);
    }
}
