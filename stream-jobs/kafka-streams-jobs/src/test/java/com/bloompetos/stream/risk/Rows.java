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
                    .requiredString("created_at")
                    .requiredString("updated_at")
                    .endRecord();
    private static final Schema PET =
            SchemaBuilder.record("bloom.public.pets.Value")
                    .fields()
                    .requiredString("organization_id")
                    .requiredString("pet_id")
                    .requiredString("user_id")
                    .endRecord();

    private Rows() {}

    static byte[] appointment(
            String op, long lsn, String id, String pet, String status, int daysAhead) {
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
                        .set("created_at", NOON.toString())
                        .set("updated_at", NOON.toString())
                        .build();
        return change(op, lsn, "appointments", row);
    }

    static byte[] pet(long lsn, String pet, String owner) {
        var row =
                new GenericRecordBuilder(PET)
                        .set("organization_id", "pawsome")
                        .set("pet_id", pet)
                        .set("user_id", owner)
                        .build();
        return change("c", lsn, "pets", row);
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
