package com.bloompetos.local.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Holds PostgreSQL against the warehouse, row by row: every published table on all columns that
 * flow out, and every streamed reading against the same KPI counted in PostgreSQL.
 *
 * <p>Both sides stream in the order of their keys, so neither is ever held in memory.
 */
public final class Compare {

    /** How one key differs. */
    public enum Difference {
        /** In PostgreSQL only. */
        LOST,
        /** In the warehouse only: a ghost. */
        DOUBLED,
        /** In both, with other values. */
        STALE
    }

    /** What differs after all patience, by {@code table key}. */
    public record Result(long rows, long readings, Map<String, Difference> differences) {

        public long count(Difference kind) {
            return differences.values().stream().filter(d -> d == kind).count();
        }

        public boolean isClean() {
            return differences.isEmpty();
        }

        public List<String> examples(int most) {
            return differences.entrySet().stream()
                    .limit(most)
                    .map(e -> e.getValue() + " " + e.getKey())
                    .toList();
        }
    }

    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);

    private final DataSource overTheWall;
    private final WarehouseReader warehouse;

    /**
     * @param overTheWall signs in as a role with BYPASSRLS, or it would compare nothing with
     *     nothing
     */
    Compare(DataSource overTheWall, WarehouseReader warehouse) {
        this.overTheWall = overTheWall;
        this.warehouse = warehouse;
    }

    /**
     * Compares the stack at these addresses until it is equal, at most for {@code patience}. What
     * reconciliation has put right since then was wrong, too.
     */
    public static Result of(Addresses addresses, Instant since, Duration patience)
            throws SQLException, IOException, InterruptedException {
        try (var pool = addresses.reconciliationPool()) {
            var result = new Compare(pool, addresses.warehouse()).untilEqual(patience);
            Map<String, Difference> all = new LinkedHashMap<>(result.differences());
            all.putAll(repaired(addresses.warehouse(), since));
            return new Result(result.rows(), result.readings(), all);
        }
    }

    private static Map<String, Difference> repaired(WarehouseReader warehouse, Instant since)
            throws IOException, InterruptedException {
        Map<String, Difference> repaired = new LinkedHashMap<>();
        for (@Nullable String[] row :
                warehouse.rows(
                        "select table_name, organization_id, row_id, kind from mart.repairs where found_at >= fromUnixTimestamp64Milli(%d)"
                                .formatted(since.toEpochMilli()))) {
            repaired.put(
                    "%s %s %s, put right by reconciliation".formatted(row[0], row[1], row[2]),
                    switch (String.valueOf(row[3])) {
                        case "lost" -> Difference.LOST;
                        case "ghost" -> Difference.DOUBLED;
                        default -> Difference.STALE;
                    });
        }
        return repaired;
    }

    /**
     * Compares again while something differs: a change still on its way is no difference. What
     * differed in one pass and not in the next was on its way, so under traffic, too, only what
     * stays is told.
     */
    Result untilEqual(Duration patience) throws SQLException, IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Result result = once();
        Map<String, Difference> lasting = new LinkedHashMap<>(result.differences());
        while (!lasting.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(1000);
            result = once();
            lasting.keySet().retainAll(result.differences().keySet());
            lasting.replaceAll(result.differences()::getOrDefault);
        }
        return new Result(result.rows(), result.readings(), lasting);
    }

    private Result once() throws SQLException, IOException, InterruptedException {
        Map<String, Difference> differences = new LinkedHashMap<>();
        long rows = 0;
        long readings = 0;
        try (Connection connection = overTheWall.getConnection()) {
            refuseBehindTheWall(connection);
            for (String table : published(connection)) {
                rows +=
                        table(
                                connection,
                                table,
                                (key, difference) ->
                                        differences.put(table + " " + key, difference));
            }
            for (StreamedKpi kpi : StreamedKpi.values()) {
                readings +=
                        merge(
                                copy(connection, kpi.sqlInPostgres()),
                                warehouse.lines(kpi.sqlInWarehouse(), LONGEST_ANSWER),
                                1,
                                (key, difference) ->
                                        differences.put(kpi.kpi() + " " + key, difference));
            }
        }
        return new Result(rows, readings, differences);
    }

    private static void refuseBehindTheWall(Connection connection) throws SQLException {
        if (texts(
                        connection,
                        "select 1 from pg_roles where rolname = current_user and (rolbypassrls or rolsuper)")
                .isEmpty()) {
            throw new IllegalStateException(
                    "comparing needs a role with BYPASSRLS: this one would see no rows at all");
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    /** The heartbeat is left out: it beats between the two reads. */
    private static List<String> published(Connection connection) throws SQLException {
        return texts(
                connection,
                "select tablename from pg_publication_tables where pubname = 'bloom' and tablename <> 'cdc_heartbeats'"
                        + " order by 1");
    }

    private long table(Connection connection, String table, BiConsumer<String, Difference> found)
            throws SQLException, IOException, InterruptedException {
        List<MirroredColumn> columns = MirroredColumn.of(connection, warehouse, table);
        if (columns.isEmpty()) {
            // The mirror makes a table with its first row.
            long missing =
                    Long.parseLong(texts(connection, "select count(*) from " + table).get(0));
            for (long i = 0; i < missing; i++) {
                found.accept("row " + i + " of a table that is not there", Difference.LOST);
            }
            return missing;
        }
        String key = key(connection, table);
        String inPostgres =
                "select %s from %s order by organization_id::text collate \"C\", %s::text collate \"C\""
                        .formatted(list(columns, MirroredColumn::inPostgres), table, key);
        String inWarehouse =
                "select %s from raw.%s final where is_deleted = 0 order by toString(organization_id), toString(%s)"
                        .formatted(list(columns, MirroredColumn::inWarehouse), table, key);
        return merge(
                copy(connection, inPostgres),
                warehouse.lines(inWarehouse, LONGEST_ANSWER),
                2,
                found);
    }

    private static String key(Connection connection, String table) throws SQLException {
        return texts(
                        connection,
                        """
                        select a.attname from pg_index i
                        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                        where i.indisprimary and i.indrelid = 'public.%s'::regclass"""
                                .formatted(table))
                .get(0);
    }

    private static String list(
            List<MirroredColumn> columns, java.util.function.Function<MirroredColumn, String> as) {
        return columns.stream().map(as).collect(Collectors.joining(", "));
    }

    /** COPY streams; a plain select would be held in memory, or need a cursor's round trips. */
    private static BufferedReader copy(Connection connection, String sql)
            throws SQLException, IOException {
        PipedInputStream in = new PipedInputStream(1 << 16);
        PipedOutputStream out = new PipedOutputStream(in);
        var copies = connection.unwrap(PGConnection.class).getCopyAPI();
        Thread thread =
                new Thread(
                        () -> {
                            try (out) {
                                copies.copyOut("copy (" + sql + ") to stdout", out);
                                out.write("\\.\n".getBytes(StandardCharsets.UTF_8));
                            } catch (SQLException | IOException broken) {
                                // The reader misses the end mark and says so.
                            }
                        },
                        "bench-copy");
        thread.start();
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)) {
            @Override
            public @Nullable String readLine() throws IOException {
                String line = super.readLine();
                if (line == null) {
                    throw new IOException("PostgreSQL broke off while it was read");
                }
                return line.equals("\\.") ? null : line;
            }

            @Override
            public void close() throws IOException {
                super.close();
                try {
                    thread.join();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    /**
     * @return how many rows PostgreSQL has
     */
    static long merge(
            BufferedReader postgres,
            BufferedReader warehouse,
            int keyCells,
            BiConsumer<String, Difference> found)
            throws IOException {
        long rows = 0;
        try (postgres;
                warehouse) {
            KeyedRow ours = KeyedRow.read(postgres, keyCells);
            KeyedRow theirs = KeyedRow.read(warehouse, keyCells);
            while (ours != null || theirs != null) {
                int order =
                        ours == null ? 1 : theirs == null ? -1 : ours.key().compareTo(theirs.key());
                if (order < 0 && ours != null) {
                    found.accept(ours.key(), Difference.LOST);
                } else if (order > 0 && theirs != null) {
                    found.accept(theirs.key(), Difference.DOUBLED);
                } else if (ours != null
                        && theirs != null
                        && !ours.values().equals(theirs.values())) {
                    found.accept(
                            ours.key() + " " + ours.values() + " is " + theirs.values(),
                            Difference.STALE);
                }
                if (order <= 0) {
                    rows++;
                    ours = KeyedRow.read(postgres, keyCells);
                }
                if (order >= 0) {
                    theirs = KeyedRow.read(warehouse, keyCells);
                }
            }
        }
        return rows;
    }
}
