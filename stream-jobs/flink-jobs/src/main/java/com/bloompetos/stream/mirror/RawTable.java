package com.bloompetos.stream.mirror;

import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.mirror.ColumnType.Kind;
import com.bloompetos.stream.warehouse.Engine;
import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One table of {@code raw}: as it stands in the engine, and how it becomes wide enough for a
 * schema.
 */
final class RawTable {
    private static final Logger LOG = LoggerFactory.getLogger(RawTable.class);

    static final String DATABASE = "raw";
    static final String SOURCE_VERSION = "source_version";
    static final String COMMITTED_AT = "committed_at";
    static final String IS_DELETED = "is_deleted";

    private static final Map<String, ColumnType> OWN = ownColumns();

    /** What the sources dropped or narrowed, for people to look at; one row for each. */
    private static final String NOTES =
            """
            create table if not exists %s.`schema_notes` (
                table_name String, column_name String, what LowCardinality(String), detail String,
                noticed_at DateTime64(6, 'UTC')
            ) engine = ReplacingMergeTree(noticed_at)
            order by (table_name, column_name, what)""";

    /** Topics without an envelope have text keys; what identifies their rows is said here. */
    private static final Map<String, List<String>> KEYS =
            Map.of(
                    "risk_scores", List.of("organization_id", "appointment_id"),
                    "findings",
                            List.of(
                                    "organization_id",
                                    "rule",
                                    "branch_id",
                                    "subject_id",
                                    "episode"));

    private final String database;
    private final String table;
    private final String name;
    private Map<String, ColumnType> columns = Map.of();
    private Map<String, SourceColumn> newest = Map.of();
    private long newestVersion;

    RawTable(String database, String table) {
        this.database = database;
        this.table = table;
        name = database + "." + quoted(table);
    }

    private static Map<String, ColumnType> ownColumns() {
        var own = new LinkedHashMap<String, ColumnType>();
        own.put(SOURCE_VERSION, ColumnType.of(Kind.VERSION));
        own.put(COMMITTED_AT, ColumnType.of(Kind.INSTANT));
        own.put(IS_DELETED, ColumnType.of(Kind.DELETED));
        return own;
    }

    String name() {
        return name;
    }

    /** What identifies the rows of a table whose topic has no envelope. */
    static List<String> keyOf(String plainTable) {
        return KEYS.getOrDefault(plainTable, List.of());
    }

    /** The columns that tell the rows of this change's table apart, in the order of its key. */
    static List<String> keyOf(Change change) {
        var key = change.key();
        var columns =
                key == null
                        ? keyOf(change.table())
                        : key.schema().getFields().stream().map(Schema.Field::name).toList();
        if (columns.isEmpty()) {
            throw new Unmirrorable(
                    "table "
                            + change.table()
                            + " has no key, so its rows cannot be told apart: give it a primary key or the connector"
                            + " message.key.columns");
        }
        return columns;
    }

    /** The type of a column as the table has it now. */
    ColumnType type(String column) {
        var type = columns.get(column);
        if (type == null) {
            throw new Unmirrorable(
                    name + "." + column + " has a type that the mirror does not write");
        }
        return type;
    }

    /**
     * Makes the table, or widens it, until these columns fit; says whether anything that stood
     * before was changed.
     *
     * <p>What the source dropped or narrowed stays as it is: old rows need it, and a mirror never
     * forgets.
     *
     * @param version of the change that brought these columns
     */
    boolean fit(Engine engine, List<String> key, Map<String, SourceColumn> wanted, long version)
            throws IOException, Refused {
        if (columns.isEmpty()) {
            create(engine, key, wanted);
            columns = read(engine);
        }
        var changes = new ArrayList<String>();
        for (var column : wanted.values()) {
            var have = columns.get(column.name());
            if (have == null) {
                changes.add(
                        "add column if not exists " + quoted(column.name()) + " " + added(column));
            } else {
                widen(column, have, key).ifPresentOrElse(changes::add, () -> {});
            }
        }
        if (!changes.isEmpty()) {
            var statement = "alter table " + name + " " + String.join(", ", changes);
            LOG.info("{}", statement);
            engine.execute(statement);
            columns = read(engine);
        }
        report(engine, wanted, version);
        return !changes.isEmpty();
    }

    /** Forgets what it knew of the engine's table, so that the next look reads it again. */
    void forget() {
        columns = Map.of();
    }

    private void create(Engine engine, List<String> key, Map<String, SourceColumn> wanted)
            throws IOException, Refused {
        var statement = createStatement(key, wanted);
        try {
            engine.execute(statement);
        } catch (Refused e) {
            if (!e.isUnknownDatabase()) {
                throw e;
            }
            engine.execute("create database if not exists " + database);
            engine.execute(statement);
        }
    }

    String createStatement(List<String> key, Map<String, SourceColumn> wanted) {
        var lines = new ArrayList<String>();
        for (var column : key) {
            lines.add(line(column, required(wanted, column).type().nullable(false)));
        }
        for (var column : wanted.values()) {
            if (!key.contains(column.name())) {
                lines.add(line(column.name(), column.type()));
            }
        }
        OWN.forEach((column, type) -> lines.add(line(column, type)));
        return "create table if not exists "
                + name
                + " (\n    "
                + String.join(",\n    ", lines)
                + "\n) engine = ReplacingMergeTree("
                + SOURCE_VERSION
                + ", "
                + IS_DELETED
                + ")\norder by ("
                + key.stream().map(RawTable::quoted).collect(Collectors.joining(", "))
                + ")";
    }

    private static SourceColumn required(Map<String, SourceColumn> wanted, String column) {
        var found = wanted.get(column);
        if (found == null) {
            throw new Unmirrorable(
                    "key column " + column + " is in neither the key's nor the row's schema");
        }
        return found;
    }

    private static String line(String column, ColumnType type) {
        return quoted(column) + " " + type.sql();
    }

    private static String added(SourceColumn column) {
        var constant = column.defaultSql();
        return column.type().sql() + (constant == null ? "" : " default " + constant);
    }

    private java.util.Optional<String> widen(
            SourceColumn column, ColumnType have, List<String> key) {
        var wanted = key.contains(column.name()) ? column.type().nullable(false) : column.type();
        var wider = have.widenedTo(wanted);
        if (wider.equals(have)) {
            return java.util.Optional.empty();
        }
        if (key.contains(column.name())) {
            LOG.warn(
                    "{}.{} stays {}: a key column's type cannot change",
                    name,
                    column.name(),
                    have.sql());
            return java.util.Optional.empty();
        }
        return java.util.Optional.of("modify column " + quoted(column.name()) + " " + wider.sql());
    }

    private Map<String, ColumnType> read(Engine engine) throws IOException, Refused {
        var found = new LinkedHashMap<String, ColumnType>();
        for (var row :
                engine.query(
                        "select name, type from system.columns where database = '"
                                + database
                                + "' and table = '"
                                + table
                                + "' order by position")) {
            ColumnType.parse(row.get(1)).ifPresent(type -> found.put(row.get(0), type));
        }
        return found;
    }

    /**
     * What the source took back is no error and not to be missed: logged, and kept as rows. Told
     * when one schema follows another in the log, so that a straggler or a replay tells nothing
     * new.
     */
    private void report(Engine engine, Map<String, SourceColumn> wanted, long version)
            throws IOException, Refused {
        if (version < newestVersion) {
            return;
        }
        var notes = new ArrayList<String>();
        newest.forEach(
                (column, before) -> {
                    var now = wanted.get(column);
                    if (now == null) {
                        notes.add(note(column, "dropped", "new rows leave it empty"));
                    } else if (isNarrower(now.type(), before.type())) {
                        notes.add(
                                note(
                                        column,
                                        "narrowed",
                                        "from "
                                                + before.type().sql()
                                                + " to "
                                                + now.type().sql()
                                                + ", here it stays as it was"));
                    }
                });
        if (!notes.isEmpty()) {
            LOG.warn("the source took columns of {} back: {}", name, notes);
            engine.execute(NOTES.formatted(database));
            engine.execute(
                    "insert into %s.`schema_notes` (table_name, column_name, what, detail, noticed_at) values %s"
                            .formatted(database, String.join(", ", notes)));
        }
        newest = Map.copyOf(wanted);
        newestVersion = version;
    }

    private String note(String column, String what, String detail) {
        return "('%s', '%s', '%s', '%s', now64(6, 'UTC'))"
                .formatted(escaped(table), escaped(column), what, escaped(detail));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }

    private static boolean isNarrower(ColumnType now, ColumnType before) {
        return !now.widenedTo(before).nullable(false).equals(now.nullable(false));
    }

    private static String quoted(String name) {
        return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }
}
