package com.bloompetos.stream.risk;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Schemas;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.jspecify.annotations.Nullable;

/** Row changes as the connector writes them, and a registry without a network. */
final class Rows {
    static final ConfluentAvro AVRO = new ConfluentAvro(new SchemaList());
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static final Schema APPOINTMENT =
            SchemaBuilder.record("bloom.public.appointments.Value")
                    .fields()
                    .requiredString("organization_id")
                    .requiredString("branch_id")
                    .requiredString("appointment_id")
                    .requiredString("pet_id")
                    .requiredString("service_id")
                    .requiredString("status")
                    .requiredString("appointment_date")
                    .requiredInt("scheduled_day")
                    .requiredInt("scheduled_hour")
                    .requiredLong("price_cents")
                    .optionalString("confirmed_at")
                    .requiredString("created_at")
                    .requiredString("updated_at")
                    .endRecord();
    private static final Schema PET =
            SchemaBuilder.record("bloom.public.pets.Value")
                    .fields()
                    .requiredString("organization_id")
                    .requiredString("pet_id")
                    .requiredString("user_id")
                    .requiredString("species")
                    .endRecord();
    private static final Schema SERVICE =
            SchemaBuilder.record("bloom.public.services.Value")
                    .fields()
                    .requiredString("organization_id")
                    .requiredString("service_id")
                    .requiredString("category")
                    .requiredLong("deposit_cents")
                    .endRecord();
    private static final Schema REMINDER =
            SchemaBuilder.record("bloom.public.reminders.Value")
                    .fields()
                    .requiredString("organization_id")
                    .requiredString("reminder_id")
                    .requiredString("kind")
                    .requiredString("subject_id")
                    .requiredString("status")
                    .requiredString("updated_at")
                    .endRecord();
    private static final Schema DEPOSIT =
            SchemaBuilder.record("bloom.public.deposits.Value")
                    .fields()
                    .requiredString("organization_id")
                    .requiredString("deposit_id")
                    .requiredString("appointment_id")
                    .requiredLong("amount_cents")
                    .requiredString("created_at")
                    .endRecord();

    private Rows() {}

    static byte[] appointment(
            String op, long lsn, String id, String pet, String status, int daysAhead) {
        return appointment(op, lsn, id, pet, status, daysAhead, null);
    }

    static byte[] appointment(
            String op,
            long lsn,
            String id,
            String pet,
            String status,
            int daysAhead,
            @Nullable Instant confirmedAt) {
        var start = NOON.plusSeconds(86_400L * daysAhead);
        var row =
                new GenericRecordBuilder(APPOINTMENT)
                        .set("organization_id", "pawsome")
                        .set("branch_id", "harbour")
                        .set("appointment_id", id)
                        .set("pet_id", pet)
                        .set("service_id", "groom")
                        .set("status", status)
                        .set("appointment_date", start.toString())
                        .set(
                                "scheduled_day",
                                (int)
                                        LocalDate.parse("2026-03-02")
                                                .plusDays(daysAhead)
                                                .toEpochDay())
                        .set("scheduled_hour", 12)
                        .set("price_cents", 4_500L)
                        .set("confirmed_at", confirmedAt == null ? null : confirmedAt.toString())
                        .set("created_at", NOON.toString())
                        .set("updated_at", (confirmedAt == null ? NOON : confirmedAt).toString())
                        .build();
        return change(op, lsn, "appointments", row);
    }

    static byte[] pet(long lsn, String pet, String owner) {
        var row =
                new GenericRecordBuilder(PET)
                        .set("organization_id", "pawsome")
                        .set("pet_id", pet)
                        .set("user_id", owner)
                        .set("species", "cat")
                        .build();
        return change("c", lsn, "pets", row);
    }

    static byte[] service(long lsn, String service, long depositCents) {
        var row =
                new GenericRecordBuilder(SERVICE)
                        .set("organization_id", "pawsome")
                        .set("service_id", service)
                        .set("category", "grooming")
                        .set("deposit_cents", depositCents)
                        .build();
        return change("c", lsn, "services", row);
    }

    static byte[] reminder(long lsn, String appointment, String status, Instant at) {
        return reminder(lsn, "appointment", appointment, status, at);
    }

    static byte[] reminder(long lsn, String kind, String subject, String status, Instant at) {
        var row =
                new GenericRecordBuilder(REMINDER)
                        .set("organization_id", "pawsome")
                        .set("reminder_id", "reminder-of-" + subject)
                        .set("kind", kind)
                        .set("subject_id", subject)
                        .set("status", status)
                        .set("updated_at", at.toString())
                        .build();
        return change("u", lsn, "reminders", row);
    }

    static byte[] deposit(long lsn, String id, String appointment, long cents, Instant at) {
        var row =
                new GenericRecordBuilder(DEPOSIT)
                        .set("organization_id", "pawsome")
                        .set("deposit_id", id)
                        .set("appointment_id", appointment)
                        .set("amount_cents", cents)
                        .set("created_at", at.toString())
                        .build();
        return change("c", lsn, "deposits", row);
    }

    static byte[] change(String op, long lsn, String table, @Nullable GenericRecord row) {
        var value = row == null ? PET : row.getSchema();
        var source =
                SchemaBuilder.record("Source")
                        .fields()
                        .requiredString("table")
                        .optionalLong("lsn")
                        .endRecord();
        var envelope =
                SchemaBuilder.record("bloom.public." + table + ".Envelope")
                        .fields()
                        .name("before")
                        .type()
                        .optional()
                        .type(value)
                        .name("after")
                        .type()
                        .optional()
                        .type(value)
                        .name("source")
                        .type(source)
                        .noDefault()
                        .requiredString("op")
                        .endRecord();
        boolean gone = op.equals("d");
        return AVRO.encode(
                "cdc." + table,
                new GenericRecordBuilder(envelope)
                        .set("before", gone ? row : null)
                        .set("after", gone ? null : row)
                        .set(
                                "source",
                                new GenericRecordBuilder(source)
                                        .set("table", table)
                                        .set("lsn", lsn)
                                        .build())
                        .set("op", op)
                        .build());
    }

    private static final class SchemaList implements Schemas {
        private final List<Schema> schemas = new ArrayList<>();

        @Override
        public synchronized Schema byId(int id) {
            return schemas.get(id - 1);
        }

        @Override
        public synchronized int idOf(String subject, Schema schema) {
            if (!schemas.contains(schema)) {
                schemas.add(schema);
            }
            return schemas.indexOf(schema) + 1;
        }
    }
}
