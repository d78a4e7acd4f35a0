package com.bloompetos.local.bench;

import com.bloompetos.events.appointment.RiskScore;
import com.bloompetos.events.insight.Finding;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/**
 * Every raw table that the topics make, filled so that each value says whose it is: two
 * organizations, the first with two franchises.
 */
final class WallsData {
    /**
     * Whose rows: two branches of one franchise, one of its rival, the chain's own and shared,
     * another chain's.
     */
    enum Owner {
        FIRST("a1a1a1a1", "a0a0a0a0", "f1f1f1f1", 1013, 9111),
        SECOND("a2a2a2a2", "a0a0a0a0", "f1f1f1f1", 1103, 9222),
        RIVAL("a3a3a3a3", "a0a0a0a0", "f3f3f3f3", 1301, 9333),
        CHAIN("acacacac", "a0a0a0a0", "acacacac", 1409, 9444),
        CATALOGUE("cacacaca", "a0a0a0a0", "cacacaca", 1511, 9666),
        OTHER("b1b1b1b1", "b0b0b0b0", "fbfbfbfb", 1699, 9555);

        private final String id;
        private final String organization;
        private final String franchise;
        final int rows;
        final int number;

        Owner(String id, String organization, String franchise, int rows, int number) {
            this.id = id;
            this.organization = organization;
            this.franchise = franchise;
            this.rows = rows;
            this.number = number;
        }

        UUID organization() {
            return uuid(organization);
        }

        UUID branch() {
            return uuid(id);
        }

        /** What stands in nothing but their rows: words and the beginnings of ids. */
        List<String> traces() {
            return List.of("mark-" + name(), id + "-");
        }

        /** Whether a number of an answer is a value of theirs. */
        boolean isTheirs(String number) {
            return (number.length() == 9 || number.length() == 6)
                    && number.startsWith(Integer.toString(this.number));
        }

        static UUID uuid(String head) {
            return UUID.fromString(head + "-0000-4000-8000-000000000000");
        }
    }

    /** A chain's catalogue, which all of its branches share. */
    static final Set<String> CATALOGUE =
            Set.of(
                    "organizations",
                    "brands",
                    "services",
                    "service_supplies",
                    "service_versions",
                    "document_passages",
                    "service_history");

    static final Set<String> CHAINS_OWN =
            Set.of("users", "memberships", "pets", "pet_weights", "completeness");
    static final String HEARTBEATS = "cdc_heartbeats";

    static final String MOVED = "dddddddd";
    static final int MOVED_ROWS = 100;

    private WallsData() {}

    /** Table by table, its columns. */
    static Map<String, List<String>> tables(Path connector) throws IOException {
        var json = new ObjectMapper().readTree(connector.toFile());
        var tables = new LinkedHashMap<String, List<String>>();
        var columns =
                Pattern.compile("public\\[\\.](\\w+)\\[\\.]\\(([^)]*)\\)")
                        .matcher(json.get("column.include.list").asText());
        while (columns.find()) {
            tables.put(columns.group(1), List.of(columns.group(2).split("\\|")));
        }
        tables.put("risk_scores", fields(RiskScore.getClassSchema()));
        tables.put("findings", fields(Finding.getClassSchema()));
        return tables;
    }

    private static List<String> fields(Schema schema) {
        return schema.getFields().stream().map(Schema.Field::name).toList();
    }

    static void fill(OwnEngine engine, Map<String, List<String>> tables)
            throws IOException, InterruptedException {
        for (var table : tables.entrySet()) {
            var columns = new ArrayList<>(table.getValue());
            columns.remove("source_version");
            engine.ask(create(table.getKey(), columns));
            for (var owner : owners(table.getKey())) {
                engine.ask(insert(table.getKey(), columns, owner.id, owner, 0, owner.rows, 1));
            }
            // A hundred rows that moved from the rival to the first branch: the old ones must not
            // come back.
            if (columns.contains("branch_id") && !table.getKey().equals("branches")) {
                engine.ask(
                        insert(table.getKey(), columns, MOVED, Owner.RIVAL, 9000, MOVED_ROWS, 1));
                engine.ask(
                        insert(table.getKey(), columns, MOVED, Owner.FIRST, 9000, MOVED_ROWS, 2));
            }
        }
        for (var owner : List.of(Owner.FIRST, Owner.SECOND, Owner.RIVAL, Owner.OTHER)) {
            engine.ask(readings("mart.readings", owner));
            engine.ask(readings("mart.latest_readings", owner));
            engine.ask(seals(owner));
            engine.ask(differences(owner));
            engine.ask(repairs(owner));
            engine.ask(stockForecasts(owner));
            engine.ask(branchVersions(owner));
            engine.ask(staffVersions(owner));
        }
        for (var owner : owners("service_versions")) {
            engine.ask(serviceVersions(owner));
            engine.ask(documentPassages(owner));
        }
        for (var owner : owners("completeness")) {
            engine.ask(completeness(owner));
        }
    }

    private static String seals(Owner owner) {
        return """
                insert into mart.seals (kpi, definition_version, organization_id, branch_id, version, cells, differing, sealed_at)
                select 'mark-%s-' || toString(number), 1, '%s', '%s', 50000000 + number, %d00000 + number, 0, now64(6)
                from numbers(%d)"""
                .formatted(
                        owner.name(),
                        owner.organization(),
                        owner.branch(),
                        owner.number,
                        owner.rows);
    }

    private static String differences(Owner owner) {
        return """
                insert into mart.differences (kpi, definition_version, organization_id, branch_id, day, dimensions,
                    stream_numerator, stream_denominator, stream_version, batch_numerator, batch_denominator, batch_version)
                select 'bookings', 1, '%s', '%s', toDate('2026-01-01') + number %% 300, ['mark-%s'],
                    %d00000 + number, 100, 50000000 + number, 1, 100, 50000000 + number from numbers(%d)"""
                .formatted(
                        owner.organization(),
                        owner.branch(),
                        owner.name(),
                        owner.number,
                        owner.rows);
    }

    private static String repairs(Owner owner) {
        return """
                insert into mart.repairs (organization_id, branch_id, table_name, row_id, kind, version, is_repaired, note)
                select '%s', '%s', 'appointments', generateUUIDv4(), 'stale', %d00000 + number, 1, 'mark-%s'
                from numbers(%d)"""
                .formatted(
                        owner.organization(),
                        owner.branch(),
                        owner.number,
                        owner.name(),
                        owner.rows);
    }

    private static String branchVersions(Owner owner) {
        return """
                insert into mart.branch_versions (organization_id, branch_id, franchise_id, name, time_zone, version, committed_at)
                select '%s', '%s', '%s', 'mark-%s-' || toString(number), 'UTC', %d00000 + number, now64(6) from numbers(%d)"""
                .formatted(
                        owner.organization(),
                        owner.branch(),
                        Owner.uuid(owner.franchise),
                        owner.name(),
                        owner.number,
                        owner.rows);
    }

    private static String staffVersions(Owner owner) {
        return """
                insert into mart.staff_versions (organization_id, branch_id, resource_id, staff_id, label, version, committed_at)
                select '%s', '%s', generateUUIDv4(), generateUUIDv4(), 'mark-%s-' || toString(number), %d00000 + number, now64(6)
                from numbers(%d)"""
                .formatted(
                        owner.organization(),
                        owner.branch(),
                        owner.name(),
                        owner.number,
                        owner.rows);
    }

    private static String serviceVersions(Owner owner) {
        return """
                insert into mart.service_versions (organization_id, service_id, name, category, price_cents, duration_minutes, version, committed_at)
                select '%s', '%s', 'mark-%s-' || toString(number), 'grooming', %d00000 + number, 30, %d00000 + number, now64(6)
                from numbers(%d)"""
                .formatted(
                        owner.organization(),
                        owner.branch(),
                        owner.name(),
                        owner.number,
                        owner.number,
                        owner.rows);
    }

    private static String stockForecasts(Owner owner) {
        return """
                insert into mart.stock_forecasts (organization_id, branch_id, item_id, sku, on_hand, version)
                select '%s', '%s', generateUUIDv4(), 'mark-%s', %d00000 + number, 50000000 + number
                from numbers(%d)"""
                .formatted(
                        owner.organization(),
                        owner.branch(),
                        owner.name(),
                        owner.number,
                        owner.rows);
    }

    private static String completeness(Owner owner) {
        return """
                insert into mart.completeness (organization_id, table_name, source_rows, warehouse_rows, differing, version)
                select '%s', 'mark-%s-' || toString(number), %d00000 + number, 1, 0, 50000000 + number
                from numbers(%d)"""
                .formatted(owner.organization(), owner.name(), owner.number, owner.rows);
    }

    private static String documentPassages(Owner owner) {
        return """
                insert into mart.document_passages (organization_id, document_id, passage, model, vector)
                select '%s', generateUUIDv4(), %d00000 + number, 'mark-%s', [1, 0] from numbers(%d)"""
                .formatted(owner.organization(), owner.number, owner.name(), owner.rows);
    }

    private static String readings(String table, Owner owner) {
        return """
                insert into %s (kpi, definition_version, organization_id, branch_id, day, dimensions,
                    numerator, denominator, version, source)
                select 'bookings', 1, '%s', '%s', toDate('2026-01-01') + number %% 300, ['mark-%s'],
                    %d00000 + number, 100, 50000000 + number, 'stream' from numbers(%d)"""
                .formatted(
                        table,
                        owner.organization(),
                        owner.branch(),
                        owner.name(),
                        owner.number,
                        owner.rows);
    }

    /** Who has rows of their own in this table. */
    static List<Owner> owners(String table) {
        if (table.equals("franchises")) { // Both branches of the first are its own.
            return List.of(Owner.FIRST, Owner.RIVAL, Owner.OTHER);
        }
        return table.equals(HEARTBEATS)
                ? List.of()
                : CATALOGUE.contains(table)
                        ? List.of(Owner.CATALOGUE, Owner.OTHER)
                        : CHAINS_OWN.contains(table)
                                ? List.of(Owner.CHAIN, Owner.OTHER)
                                : List.of(Owner.FIRST, Owner.SECOND, Owner.RIVAL, Owner.OTHER);
    }

    private static String create(String table, List<String> columns) {
        var lines = new ArrayList<String>();
        columns.forEach(column -> lines.add(column + " " + type(table, column)));
        lines.add("source_version UInt64");
        lines.add("committed_at DateTime64(6, 'UTC')");
        lines.add("is_deleted UInt8");
        var key = key(table, columns);
        // In place of one that a migration made.
        return "create or replace table raw."
                + table
                + " ("
                + String.join(", ", lines)
                + ") engine = ReplacingMergeTree(source_version, is_deleted) order by ("
                + (columns.contains("organization_id") && !key.equals("organization_id")
                        ? "organization_id, "
                        : "")
                + key
                + ")";
    }

    private static String key(String table, List<String> columns) {
        return switch (table) {
            case "risk_scores" -> "appointment_id";
            case "findings" -> "subject_id";
            default -> columns.get(0);
        };
    }

    private static String type(String table, String column) {
        return switch (column) {
            case "branch_ids" -> "Array(Nullable(UUID))";
            case "heartbeat_id" -> "Int32";
            case "subject_id" -> "String";
            case "price", "weight" -> "Decimal(12, 2)";
            case "reasons" -> "Array(String)";
            case "evidence" -> "Map(String, String)";
            case "probability", "confidence" -> "Float64";
            case "as_of_version" -> "Int64";
            case "birth_date", "expiry_date" -> "Nullable(Date32)";
            case "vaccination_date" -> "Date32";
            case "quantity",
                    "on_hand",
                    "reorder_point",
                    "reorder_quantity",
                    "duration_minutes",
                    "late_cancel_hours",
                    "scheduled_hour",
                    "definition_version",
                    "restated" ->
                    "Int32";
            case "opens_at", "closes_at" -> "Int64";
            default ->
                    column.endsWith("_id") || column.endsWith("_by")
                            ? table.equals("resources") && column.equals("branch_id")
                                    ? "Nullable(UUID)"
                                    : "UUID"
                            : column.endsWith("_cents")
                                    ? "Int64"
                                    : column.endsWith("_day")
                                            ? "Date32"
                                            : column.endsWith("_at") || column.endsWith("_date")
                                                    ? "DateTime64(6, 'UTC')"
                                                    : column.startsWith("is_") ? "Bool" : "String";
        };
    }

    /** Rows of an owner, under keys that begin so. */
    private static String insert(
            String table,
            List<String> columns,
            String key,
            Owner owner,
            int first,
            int rows,
            int version) {
        var values = new ArrayList<String>();
        for (var column : columns) {
            values.add(
                    value(
                            table,
                            column,
                            column.equals(key(table, columns)) ? key : owner.id,
                            owner));
        }
        return "insert into raw.%s (%s, source_version, committed_at, is_deleted) select %s, %d, now64(6), 0 from (select number + %d as n from numbers(%d))"
                .formatted(
                        table,
                        String.join(", ", columns),
                        String.join(", ", values),
                        version,
                        first,
                        rows);
    }

    private static String value(String table, String column, String head, Owner owner) {
        var type = type(table, column);
        if (column.equals("organization_id")) {
            return "toUUID('" + owner.organization() + "')";
        }
        if (column.equals("branch_id") && !table.equals("branches")) {
            return "toUUID('" + owner.branch() + "')";
        }
        if (column.equals("franchise_id") && table.equals("branches")) {
            return "toUUID('" + Owner.uuid(owner.franchise) + "')";
        }
        if (column.equals("status")) {
            return "'scheduled'"; // Views look at it.
        }
        if (type.contains("UUID") && !type.startsWith("Array")) {
            // The first row is the owner itself, so that tables that name places meet.
            var begin = table.equals("franchises") ? owner.franchise : head;
            return "toUUID(concat('%s-0000-4000-8000-', leftPad(toString(n), 12, '0')))"
                    .formatted(begin);
        }
        return switch (type) {
            case "Array(Nullable(UUID))" -> "[toUUID('" + owner.branch() + "')]";
            case "Array(String)" -> "['mark-" + owner.name() + "']";
            case "Map(String, String)" -> "map('whose', 'mark-" + owner.name() + "')";
            case "Int32", "Int64" -> owner.number + "00000 + n % 1000";
            case "Decimal(12, 2)" -> owner.number + "00 + n % 100";
            case "Float64" -> "0.5";
            case "Bool" -> "false";
            case "Date32", "Nullable(Date32)" -> "toDate32('2026-01-01') + n % 300";
            case "DateTime64(6, 'UTC')" -> "toDateTime64('2026-01-01 00:00:00', 6, 'UTC')";
            default ->
                    column.equals("subject_id")
                            ? "concat('" + head + "-', toString(n))"
                            : "'mark-" + owner.name() + "'";
        };
    }
}
