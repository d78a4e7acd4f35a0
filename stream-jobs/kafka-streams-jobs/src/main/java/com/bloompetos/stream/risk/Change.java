package com.bloompetos.stream.risk;

import java.time.Instant;
import java.time.LocalDate;
import org.apache.avro.generic.GenericRecord;

/**
 * One row change as the model needs it, with the bytes it came in so that it travels on unchanged.
 */
record Change(byte[] bytes, String organization, long version, boolean deleted, Row row) {

    /** The tables that the score needs. */
    sealed interface Row {}

    record Appointment(
            String id,
            String branch,
            String pet,
            String service,
            String status,
            Instant start,
            LocalDate day,
            int hour,
            long priceCents,
            boolean confirmed,
            Instant createdAt,
            Instant updatedAt)
            implements Row {}

    record Pet(String id, String owner, String species) implements Row {}

    record Service(String id, String category, long depositCents) implements Row {}

    /** What was sent about an appointment, and whether it was answered with a yes. */
    record Reminder(String appointment, boolean reminded, boolean confirmed, Instant at)
            implements Row {}

    /** Money before the visit, negative when it was given back. */
    record Deposit(String id, String appointment, long cents, Instant at) implements Row {}

    /** A row that says nothing about anybody's coming. */
    record Other() implements Row {}

    static Change of(byte[] bytes, GenericRecord record) {
        var envelope = new Columns(record);
        var op = envelope.text("op");
        var source = envelope.record("source");
        var row = envelope.record(op.equals("d") ? "before" : "after");
        if (source == null || row == null) {
            throw new UnusableChange("operation " + op + " without its row or its source");
        }
        // A snapshot row only fills gaps: it may be older than a change whose transaction was open.
        long version = op.equals("r") ? 0 : source.whole("lsn");
        return new Change(
                bytes,
                row.text("organization_id"),
                version,
                op.equals("d"),
                row(source.text("table"), row));
    }

    private static Row row(String table, Columns row) {
        return switch (table) {
            case "appointments" ->
                    new Appointment(
                            row.text("appointment_id"),
                            row.text("branch_id"),
                            row.text("pet_id"),
                            row.text("service_id"),
                            row.text("status"),
                            row.instant("appointment_date"),
                            row.day("scheduled_day"),
                            row.integer("scheduled_hour"),
                            row.whole("price_cents"),
                            row.has("confirmed_at"),
                            row.instant("created_at"),
                            row.instant("updated_at"));
            case "pets" -> new Pet(row.text("pet_id"), row.text("user_id"), row.text("species"));
            case "services" ->
                    new Service(
                            row.text("service_id"),
                            row.text("category"),
                            // Rows from before there were deposits do not have it.
                            row.has("deposit_cents") ? row.whole("deposit_cents") : 0);
            case "reminders" -> reminder(row);
            case "deposits" ->
                    new Deposit(
                            row.text("deposit_id"),
                            row.text("appointment_id"),
                            row.whole("amount_cents"),
                            row.instant("created_at"));
            default -> throw new UnusableChange("table " + table + " is not one the score reads");
        };
    }

    private static Row reminder(Columns row) {
        if (!row.text("kind").equals("appointment")) {
            return new Other();
        }
        var status = row.text("status");
        boolean confirmed = status.equals("confirmed");
        return new Reminder(
                row.text("subject_id"),
                confirmed || status.equals("sent"),
                confirmed,
                row.instant("updated_at"));
    }
}
