package com.bloompetos.local.bench;

import com.bloompetos.local.bench.ChaosModel.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One random history of one organization, by its seed: transactions of inserts, updates and
 * deletes, some rolled back, some open for long and committed late; rows that go and come again
 * under the same key; large values that updates leave alone; days on either side of midnight;
 * columns that come and go. PostgreSQL and a plain model are told the same.
 */
final class ChaosHistory {
    private static final Table SERVICES =
            Table.of(
                    "services",
                    "service_id",
                    "name",
                    "text",
                    "price",
                    "numeric",
                    "duration_minutes",
                    "int");
    private static final Table APPOINTMENTS =
            Table.of(
                    "appointments",
                    "appointment_id",
                    "branch_id",
                    "uuid",
                    "pet_id",
                    "uuid",
                    "service_id",
                    "uuid",
                    "appointment_date",
                    "timestamptz",
                    "ends_at",
                    "timestamptz",
                    "status",
                    "text",
                    "price_cents",
                    "bigint",
                    "created_at",
                    "timestamptz");
    private static final Table INVOICES =
            Table.of(
                    "invoices",
                    "invoice_id",
                    "branch_id",
                    "uuid",
                    "user_id",
                    "uuid",
                    "created_at",
                    "timestamptz");
    private static final Table LINES =
            Table.of(
                    "invoice_lines",
                    "line_id",
                    "branch_id",
                    "uuid",
                    "invoice_id",
                    "uuid",
                    "service_id",
                    "uuid",
                    "kind",
                    "text",
                    "quantity",
                    "int",
                    "gross_cents",
                    "bigint",
                    "discount_cents",
                    "bigint",
                    "created_at",
                    "timestamptz");
    private static final Table PAYMENTS =
            Table.of(
                    "payments",
                    "payment_id",
                    "branch_id",
                    "uuid",
                    "invoice_id",
                    "uuid",
                    "kind",
                    "text",
                    "method",
                    "text",
                    "amount_cents",
                    "bigint",
                    "created_at",
                    "timestamptz");
    private static final Table ITEMS =
            Table.of(
                    "inventory_items",
                    "item_id",
                    "branch_id",
                    "uuid",
                    "sku",
                    "text",
                    "label",
                    "text",
                    "unit",
                    "text",
                    "on_hand",
                    "int");
    private static final Table MOVEMENTS =
            Table.of(
                    "inventory_movements",
                    "movement_id",
                    "branch_id",
                    "uuid",
                    "item_id",
                    "uuid",
                    "kind",
                    "text",
                    "quantity",
                    "int",
                    "created_at",
                    "timestamptz");
    private static final List<Table> TABLES =
            List.of(SERVICES, APPOINTMENTS, INVOICES, LINES, PAYMENTS, ITEMS, MOVEMENTS);

    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'+00'").withZone(ZoneOffset.UTC);
    private static final List<String> ZONES =
            List.of("Pacific/Auckland", "America/Los_Angeles", "UTC");
    private static final List<String> STATUS =
            List.of("scheduled", "completed", "cancelled", "no_show");
    private static final int LARGE = 10_000;
    private static final int DAYS = 14;

    private final Connection connection;
    private final Connection patient;
    private final Random random;
    private final UUID organization;
    private final UUID pet;
    private final long columnNumbers;
    private final Map<UUID, String> zones = new LinkedHashMap<>();
    private final List<UUID> branches = new ArrayList<>();
    private final Map<String, String> columnsOfServices = new LinkedHashMap<>(SERVICES.columns());
    private final List<UUID> gone = new ArrayList<>();
    private ChaosModel model = new ChaosModel();
    private UUID parent = new UUID(0, 0);
    private @Nullable Work open;
    private int openFor;
    private int columns;

    /** What one transaction does: at once in PostgreSQL, and in the model when it commits. */
    private final class Work {
        private final Connection on;
        private final ChaosModel seen = model.copy();
        private final List<Consumer<ChaosModel>> done = new ArrayList<>();
        private final Set<UUID> touched = new HashSet<>();

        private Work(Connection on) {
            this.on = on;
        }

        private void then(Consumer<ChaosModel> change) {
            change.accept(seen);
            done.add(change);
        }

        void insert(Table table, UUID key, Map<String, @Nullable String> row) throws SQLException {
            var types = columnsOf(table);
            var names = new StringBuilder(table.key()).append(", organization_id");
            var values = new StringBuilder("?::uuid, ?::uuid");
            List<@Nullable String> given =
                    new ArrayList<>(List.of(key.toString(), organization.toString()));
            row.forEach(
                    (column, value) -> {
                        names.append(", ").append(column);
                        values.append(", ?::").append(types.get(column));
                        given.add(value);
                    });
            run("insert into %s (%s) values (%s)".formatted(table.name(), names, values), given);
            touched.add(key);
            Map<String, @Nullable String> kept = new LinkedHashMap<>();
            types.keySet().forEach(column -> kept.put(column, row.get(column)));
            then(m -> m.rows(table).put(key, new LinkedHashMap<>(kept)));
        }

        void update(Table table, UUID key, Map<String, @Nullable String> changed)
                throws SQLException {
            var types = columnsOf(table);
            var sets = new ArrayList<String>();
            List<@Nullable String> given = new ArrayList<>();
            changed.forEach(
                    (column, value) -> {
                        sets.add(column + " = ?::" + types.get(column));
                        given.add(value);
                    });
            given.add(key.toString());
            run(
                    "update %s set %s where %s = ?::uuid"
                            .formatted(table.name(), String.join(", ", sets), table.key()),
                    given);
            touched.add(key);
            then(m -> m.row(table, key).putAll(changed));
        }

        void delete(Table table, UUID key) throws SQLException {
            run(
                    "delete from %s where %s = ?::uuid".formatted(table.name(), table.key()),
                    List.of(key.toString()));
            touched.add(key);
            then(m -> m.rows(table).remove(key));
        }

        private void run(String sql, List<@Nullable String> values) throws SQLException {
            try (var statement = on.prepareStatement(sql)) {
                for (int i = 0; i < values.size(); i++) {
                    statement.setString(i + 1, values.get(i));
                }
                if (statement.executeUpdate() != 1) {
                    throw new IllegalStateException("the model and PostgreSQL part at: " + sql);
                }
            }
        }

        void commit() throws SQLException {
            on.commit();
            done.forEach(change -> change.accept(model));
        }

        /** One that nobody holds; null when there is none. */
        @Nullable UUID any(Table table) {
            var keys = new ArrayList<>(seen.rows(table).keySet());
            if (this == open) {
                // What others deleted after it was opened is gone for it, too.
                keys.removeIf(key -> !touched.contains(key) && !model.rows(table).containsKey(key));
            } else if (open != null) {
                keys.removeAll(open.touched);
            }
            return keys.isEmpty() ? null : keys.get(random.nextInt(keys.size()));
        }
    }

    /**
     * @param patient for the transactions that stay open
     * @param columnNumbers from where columns are numbered: no name ever comes again
     */
    ChaosHistory(
            Connection connection,
            Connection patient,
            BenchOrganization organization,
            long seed,
            long columnNumbers)
            throws SQLException {
        this.connection = connection;
        this.patient = patient;
        this.organization = organization.id;
        this.pet = organization.pet;
        this.random = new Random(seed);
        this.columnNumbers = columnNumbers;
        for (var each : List.of(connection, patient)) {
            each.setAutoCommit(true);
            try (var statement = each.createStatement()) {
                statement.execute("set timezone = 'UTC'");
            }
            each.setAutoCommit(false);
        }
    }

    private Map<String, String> columnsOf(Table table) {
        return table == SERVICES ? columnsOfServices : table.columns();
    }

    /** Branches in several zones, services with a large text, things on shelves. */
    void begin() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("delete from services");
            try (var rows = statement.executeQuery("select branch_id from branches limit 3")) {
                while (rows.next()) {
                    branches.add(rows.getObject(1, UUID.class));
                }
            }
            try (var rows = statement.executeQuery("select user_id from users limit 1")) {
                rows.next();
                parent = rows.getObject(1, UUID.class);
            }
            for (int i = 0; i < branches.size(); i++) {
                zones.put(branches.get(i), ZONES.get(i));
                statement.execute(
                        "update branches set time_zone = '%s' where branch_id = '%s'"
                                .formatted(ZONES.get(i), branches.get(i)));
            }
        }
        connection.commit();
        var work = new Work(connection);
        for (int i = 0; i < 4; i++) {
            insertService(work);
        }
        for (var branch : branches) {
            work.insert(
                    ITEMS,
                    id(),
                    row(
                            "branch_id",
                            branch.toString(),
                            "sku",
                            "sku-" + random.nextInt(1000),
                            "label",
                            "Thing",
                            "unit",
                            "box",
                            "on_hand",
                            "0"));
        }
        // Whose pet came once is a client of the franchise: a row that later bookings would wait
        // for.
        insertAppointment(work, id());
        work.commit();
    }

    /** One more thing happens. */
    void step() throws SQLException {
        if (open == null && random.nextInt(10) == 0) {
            open = new Work(patient);
            openFor = 5 + random.nextInt(30);
        }
        if (open != null && random.nextInt(4) == 0) {
            changeAppointment(open);
        }
        if (open != null && --openFor <= 0) {
            endOpen();
        }
        if (open == null && random.nextInt(25) == 0) {
            changeColumns();
        }
        var work = new Work(connection);
        int changes = 1 + random.nextInt(random.nextInt(8) == 0 ? 40 : 4);
        for (int i = 0; i < changes; i++) {
            change(work);
        }
        if (random.nextInt(12) == 0) {
            connection.rollback();
        } else {
            work.commit();
        }
    }

    private void endOpen() throws SQLException {
        var ending = open;
        open = null;
        if (ending != null && random.nextInt(5) == 0) {
            patient.rollback();
        } else if (ending != null) {
            ending.commit();
        }
    }

    private void change(Work work) throws SQLException {
        switch (random.nextInt(10)) {
            case 0 -> changeService(work);
            case 1 -> insertInvoice(work);
            case 2, 3 -> changeLine(work);
            case 4 -> changePayment(work);
            case 5 -> moveStock(work);
            default -> changeAppointment(work);
        }
    }

    private void insertService(Work work) throws SQLException {
        Map<String, @Nullable String> row =
                row("name", large(), "price", price(), "duration_minutes", "30");
        row.put("category", "vet");
        columnsOfServices.put("category", "text");
        columnsOfServices
                .keySet()
                .forEach(
                        column -> {
                            if (column.startsWith("scratch")) row.put(column, value(column));
                        });
        work.insert(SERVICES, id(), row);
    }

    /** The large text is left alone most of the time: then it does not come along. */
    private void changeService(Work work) throws SQLException {
        var key = work.any(SERVICES);
        if (key == null || random.nextInt(8) == 0) {
            insertService(work);
        } else {
            Map<String, @Nullable String> changed = row("price", price());
            for (var column : columnsOfServices.keySet()) {
                if (column.startsWith("scratch") && random.nextBoolean()) {
                    changed.put(column, value(column));
                }
            }
            if (random.nextInt(6) == 0) {
                changed.put("name", large());
            }
            work.update(SERVICES, key, changed);
        }
    }

    private void changeAppointment(Work work) throws SQLException {
        var key = work.any(APPOINTMENTS);
        int what = random.nextInt(10);
        if (key == null || what < 4) {
            // The same key again, when one is free: the newest life counts.
            boolean again = !gone.isEmpty() && random.nextInt(3) == 0 && work.on == connection;
            var id = again ? gone.remove(random.nextInt(gone.size())) : id();
            if (work.seen.rows(APPOINTMENTS).containsKey(id)) {
                id = id();
            }
            insertAppointment(work, id);
        } else if (what < 8) {
            var changed = row("status", one(STATUS), "price_cents", cents());
            if (random.nextInt(3) == 0) {
                var branch =
                        UUID.fromString(
                                String.valueOf(work.seen.row(APPOINTMENTS, key).get("branch_id")));
                var at = aroundMidnight(branch);
                changed.put("appointment_date", INSTANT.format(at));
                changed.put("ends_at", INSTANT.format(at.plusSeconds(1800)));
            }
            work.update(APPOINTMENTS, key, changed);
        } else {
            work.delete(APPOINTMENTS, key);
            if (what == 9) {
                insertAppointment(work, key);
            } else if (work.on == connection) {
                gone.add(key);
            }
        }
    }

    private void insertAppointment(Work work, UUID id) throws SQLException {
        var service = work.any(SERVICES);
        if (service == null) {
            return;
        }
        var branch = one(branches);
        var at = aroundMidnight(branch);
        work.insert(
                APPOINTMENTS,
                id,
                row(
                        "branch_id",
                        branch.toString(),
                        "pet_id",
                        pet.toString(),
                        "service_id",
                        service.toString(),
                        "appointment_date",
                        INSTANT.format(at),
                        "ends_at",
                        INSTANT.format(at.plusSeconds(1800)),
                        "status",
                        one(STATUS),
                        "price_cents",
                        cents(),
                        "created_at",
                        INSTANT.format(aroundMidnight(branch))));
    }

    private void insertInvoice(Work work) throws SQLException {
        var branch = one(branches);
        work.insert(
                INVOICES,
                id(),
                row(
                        "branch_id",
                        branch.toString(),
                        "user_id",
                        parent.toString(),
                        "created_at",
                        INSTANT.format(aroundMidnight(branch))));
    }

    private void changeLine(Work work) throws SQLException {
        var key = work.any(LINES);
        int what = random.nextInt(10);
        if (key == null || what < 6) {
            var invoice = work.any(INVOICES);
            var service = work.any(SERVICES);
            if (invoice == null || service == null) {
                insertInvoice(work);
                return;
            }
            var branch = String.valueOf(work.seen.row(INVOICES, invoice).get("branch_id"));
            work.insert(
                    LINES,
                    id(),
                    row(
                            "branch_id",
                            branch,
                            "invoice_id",
                            invoice.toString(),
                            "service_id",
                            random.nextInt(4) == 0 ? null : service.toString(),
                            "kind",
                            "sale",
                            "quantity",
                            "1",
                            "gross_cents",
                            cents(),
                            "discount_cents",
                            "5",
                            "created_at",
                            INSTANT.format(aroundMidnight(UUID.fromString(branch)))));
        } else if (what < 8) {
            work.update(LINES, key, row("gross_cents", cents()));
        } else {
            work.delete(LINES, key);
        }
    }

    private void changePayment(Work work) throws SQLException {
        var key = work.any(PAYMENTS);
        if (key != null && random.nextInt(4) == 0) {
            work.delete(PAYMENTS, key);
            return;
        }
        var invoice = work.any(INVOICES);
        if (invoice == null) {
            insertInvoice(work);
            return;
        }
        var branch = String.valueOf(work.seen.row(INVOICES, invoice).get("branch_id"));
        work.insert(
                PAYMENTS,
                id(),
                row(
                        "branch_id",
                        branch,
                        "invoice_id",
                        invoice.toString(),
                        "kind",
                        "payment",
                        "method",
                        one(List.of("card", "cash", "transfer")),
                        "amount_cents",
                        cents(),
                        "created_at",
                        INSTANT.format(aroundMidnight(UUID.fromString(branch)))));
    }

    private void moveStock(Work work) throws SQLException {
        var item = work.any(ITEMS);
        if (item == null) {
            return;
        }
        var row = work.seen.row(ITEMS, item);
        int there = Integer.parseInt(String.valueOf(row.get("on_hand")));
        boolean use = there > 0 && random.nextBoolean();
        int quantity = use ? -1 - random.nextInt(there) : 1 + random.nextInt(20);
        work.insert(
                MOVEMENTS,
                id(),
                row(
                        "branch_id",
                        String.valueOf(row.get("branch_id")),
                        "item_id",
                        item.toString(),
                        "kind",
                        use ? "use" : "receipt",
                        "quantity",
                        String.valueOf(quantity),
                        "created_at",
                        INSTANT.format(Instant.now().minusSeconds(random.nextInt(86_400)))));
        work.then(m -> m.row(ITEMS, item).put("on_hand", String.valueOf(there + quantity)));
    }

    /** A column comes, with a constant for the rows that are there or without, or one goes. */
    private void changeColumns() throws SQLException {
        var scratch =
                columnsOfServices.keySet().stream().filter(c -> c.startsWith("scratch")).toList();
        String sql;
        if (scratch.size() > 3 || !scratch.isEmpty() && random.nextInt(3) == 0) {
            var column = one(scratch);
            sql = "drop column " + column;
            columnsOfServices.remove(column);
            model.dropColumn(SERVICES, column);
        } else {
            int kind = random.nextInt(4);
            var column = "scratch_" + (kind < 2 ? "n" : "t") + (columnNumbers + columns++);
            var constant = kind % 2 == 0 ? null : kind == 1 ? "7" : "new";
            var type = kind < 2 ? "int" : "text";
            sql =
                    "add column %s %s%s"
                            .formatted(
                                    column,
                                    type,
                                    constant == null ? "" : " not null default '" + constant + "'");
            columnsOfServices.put(column, type);
            defaults.put(column, constant);
            model.addColumn(SERVICES, column, constant);
        }
        try (var statement = connection.createStatement()) {
            statement.execute("alter table services " + sql);
        }
        connection.commit();
    }

    private final Map<String, @Nullable String> defaults = new LinkedHashMap<>();

    private @Nullable String value(String column) {
        if (defaults.get(column) == null && random.nextInt(3) == 0) {
            return null;
        }
        return column.startsWith("scratch_n")
                ? String.valueOf(random.nextInt(1000))
                : "text " + random.nextInt(1000);
    }

    /** Whatever is open ends; every column that came goes. */
    void end() throws SQLException {
        endOpen();
    }

    /** Columns leave the table, so that the next history finds it as it was. */
    void leave() throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var column : columnsOfServices.keySet()) {
                if (column.startsWith("scratch")) {
                    statement.execute("alter table services drop column " + column);
                }
            }
        }
        connection.commit();
    }

    List<String> differencesFromModel() throws SQLException {
        List<String> differences = new ArrayList<>();
        for (var table : TABLES) {
            differences.addAll(model.differences(connection, table, columnsOf(table)));
        }
        connection.rollback();
        return differences;
    }

    int rows() {
        return TABLES.stream().mapToInt(table -> model.rows(table).size()).sum();
    }

    /** Some seconds before or after a midnight of the branch's own, or any time of the day. */
    private Instant aroundMidnight(UUID branch) {
        var zone = ZoneId.of(String.valueOf(zones.get(branch)));
        var midnight =
                LocalDate.now(zone).minusDays(random.nextInt(DAYS)).atStartOfDay(zone).toInstant();
        return midnight.plusSeconds(
                random.nextBoolean() ? random.nextInt(7) - 3 : random.nextInt(86_400));
    }

    private UUID id() {
        return new UUID(
                random.nextLong() & ~0xf000L | 0x4000L,
                random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L);
    }

    private String price() {
        return "%d.%02d".formatted(1 + random.nextInt(500), random.nextInt(100));
    }

    private String cents() {
        return String.valueOf(10 + random.nextInt(100_000));
    }

    /** Random, so that compression does not make it small: it is stored beside its row. */
    private String large() {
        var text = new StringBuilder(LARGE);
        for (int i = 0; i < LARGE; i++) {
            text.append((char) ('!' + random.nextInt(90)));
        }
        return text.toString();
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static Map<String, @Nullable String> row(@Nullable String... cells) {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            row.put(String.valueOf(cells[i]), cells[i + 1]);
        }
        return row;
    }
}
