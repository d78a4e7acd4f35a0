package com.bloompetos.local.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.data_formats.RowBinaryFormatWriter;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ClickHouse's own clients rely on, held against {@link ContractServer}. */
class ContractTest {
    private static final UUID ID = UUID.fromString("019a1b2c-3d4e-7f50-8123-456789abcdef");
    private static final ZonedDateTime INSTANT =
            LocalDateTime.of(2026, 11, 21, 22, 45, 1, 123_456_000).atZone(ZoneOffset.UTC);

    @TempDir private static Path directory;
    private static ContractServer server;

    @BeforeAll
    static void start() throws Exception {
        server = ContractServer.of(directory);
        ask("drop database if exists contract");
        ask("create database contract");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static void ask(String sql) throws Exception {
        try (var client = server.client()) {
            server.ask(client, sql);
        }
    }

    private static final String COLUMNS =
            """
            id UUID, name String, status LowCardinality(String), day Date, at DateTime64(6, 'UTC'),
            price Decimal(8, 2), small Int16, medium Int32, large Int64, tiny UInt8, hour UInt16, version UInt64,
            probability Float64, absent Nullable(Int64), dimensions Array(String), evidence Map(String, String),
            born Date32, open Bool, breed LowCardinality(Nullable(String)), branches Array(UUID)
            """;

    private static void write(RowBinaryFormatWriter writer, String name) throws IOException {
        Object[] row = {
            ID,
            name,
            "no_show",
            LocalDate.of(2026, 11, 21),
            INSTANT,
            new BigDecimal("123456.78"),
            Short.MIN_VALUE,
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            255,
            65535,
            new BigInteger("18446744073709551615"),
            0.1,
            null,
            List.of("grooming", "9"),
            Map.of("rate", "14%"),
            LocalDate.of(1925, 1, 2),
            true,
            null,
            List.of(ID)
        };
        for (int i = 0; i < row.length; i++) {
            writer.setValue(i + 1, row[i]);
        }
        writer.commitRow();
    }

    private static void assertIsRow(GenericRecord record, String name) {
        assertThat(record.getUUID("id")).isEqualTo(ID);
        assertThat(record.getString("name")).isEqualTo(name);
        assertThat(record.getString("status")).isEqualTo("no_show");
        assertThat(record.getLocalDate("day")).isEqualTo(LocalDate.of(2026, 11, 21));
        assertThat(record.getZonedDateTime("at").toInstant()).isEqualTo(INSTANT.toInstant());
        assertThat(record.getBigDecimal("price")).isEqualByComparingTo("123456.78");
        assertThat(record.getShort("small")).isEqualTo(Short.MIN_VALUE);
        assertThat(record.getInteger("medium")).isEqualTo(Integer.MIN_VALUE);
        assertThat(record.getLong("large")).isEqualTo(Long.MIN_VALUE);
        assertThat(record.getShort("tiny")).isEqualTo((short) 255);
        assertThat(record.getInteger("hour")).isEqualTo(65535);
        assertThat(record.getBigInteger("version"))
                .isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(record.getDouble("probability")).isEqualTo(0.1);
        assertThat(record.hasValue("absent")).isFalse();
        assertThat(record.<String>getList("dimensions")).containsExactly("grooming", "9");
        assertThat(record.getObject("evidence")).isEqualTo(Map.of("rate", "14%"));
        assertThat(record.getLocalDate("born")).isEqualTo(LocalDate.of(1925, 1, 2));
        assertThat(record.getBoolean("open")).isTrue();
        assertThat(record.hasValue("breed")).isFalse();
        assertThat(record.<UUID>getList("branches")).containsExactly(ID);
    }

    @ParameterizedTest
    @CsvSource({
        "plain, false, false, false",
        "blocks_back, true, false, false",
        "blocks_both, true, true, false",
        "frames_both, true, true, true"
    })
    void everyTypeOfOurTablesSurvivesTheRoundTrip(
            String table, boolean packBack, boolean packThere, boolean frames) throws Exception {
        ask(
                "create table contract."
                        + table
                        + " ("
                        + COLUMNS
                        + ") engine = MergeTree order by name");
        try (Client client =
                server.builder()
                        .setDefaultDatabase("contract")
                        .compressServerResponse(packBack)
                        .compressClientRequest(packThere)
                        .useHttpCompression(frames)
                        .build()) {
            var schema = client.getTableSchema(table);
            try (var inserted =
                    client.insert(
                                    table,
                                    out -> {
                                        var writer =
                                                new RowBinaryFormatWriter(
                                                        out, schema, ClickHouseFormat.RowBinary);
                                        write(writer, "Ärzte\n'1'");
                                        write(writer, "b");
                                    },
                                    ClickHouseFormat.RowBinary,
                                    new InsertSettings())
                            .get(20, TimeUnit.SECONDS)) {
                assertThat(inserted.getWrittenRows()).isEqualTo(2);
            }
            var records = client.queryAll("select * from " + table + " order by name");
            assertThat(records).hasSize(2);
            assertIsRow(records.get(0), "b");
            assertIsRow(records.get(1), "Ärzte\n'1'");
        }
    }

    @Test
    void jdbcReadsAndWritesTheSameTypes() throws SQLException {
        try (var connection = jdbc();
                var statement = connection.createStatement()) {
            statement.execute(
                    "create table contract.jdbc ("
                            + COLUMNS
                            + ") engine = MergeTree order by name");
            try (var insert =
                    connection.prepareStatement(
                            "insert into contract.jdbc values"
                                    + " (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")) {
                for (int i = 0; i < 3; i++) {
                    insert.setObject(1, ID);
                    insert.setString(2, "it's " + i);
                    insert.setString(3, "completed");
                    insert.setObject(4, LocalDate.of(2026, 11, 21));
                    insert.setTimestamp(5, Timestamp.from(INSTANT.toInstant()));
                    insert.setBigDecimal(6, new BigDecimal("9.99"));
                    insert.setShort(7, (short) 7);
                    insert.setInt(8, 8);
                    insert.setLong(9, 9);
                    insert.setInt(10, 10);
                    insert.setInt(11, 11);
                    insert.setObject(12, new BigInteger("18446744073709551615"));
                    insert.setDouble(13, 0.25);
                    insert.setNull(14, java.sql.Types.BIGINT);
                    insert.setObject(15, new String[] {"x"});
                    insert.setObject(16, Map.of("k", "v"));
                    insert.setObject(17, LocalDate.of(1925, 1, 2));
                    insert.setBoolean(18, true);
                    insert.setNull(19, java.sql.Types.VARCHAR);
                    insert.setObject(20, new UUID[] {ID});
                    insert.addBatch();
                }
                assertThat(insert.executeBatch()).hasSize(3);
            }
            try (var select =
                    connection.prepareStatement("select * from contract.jdbc where name = ?")) {
                select.setString(1, "it's 2");
                try (var rows = select.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getObject("id")).isEqualTo(ID);
                    assertThat(rows.getObject("at", ZonedDateTime.class).toInstant())
                            .isEqualTo(INSTANT.toInstant());
                    assertThat(rows.getBigDecimal("price")).isEqualByComparingTo("9.99");
                    assertThat(rows.getObject("version"))
                            .isEqualTo(new BigInteger("18446744073709551615"));
                    assertThat(rows.getLong("absent")).isZero();
                    assertThat(rows.wasNull()).isTrue();
                    assertThat(rows.getObject("born", LocalDate.class))
                            .isEqualTo(LocalDate.of(1925, 1, 2));
                    assertThat(rows.getBoolean("open")).isTrue();
                    assertThat(rows.getString("breed")).isNull();
                    assertThat(rows.next()).isFalse();
                }
            }
        }
    }

    @Test
    void aFailedStatementLeavesNothingBehindForTheNext() throws Exception {
        try (var client = server.client()) {
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(
                                () ->
                                        client.queryAll(
                                                "select number, throwIf(number = 70000) from"
                                                        + " numbers(100000)"))
                        .hasStackTraceContaining("Code: 395");
                assertThat(client.queryAll("select 42 as answer").get(0).getLong("answer"))
                        .isEqualTo(42);
            }
        }
    }

    @Test
    void errorsReachBothClientsWithTheirCode() throws SQLException {
        try (var client = server.client()) {
            assertServerError(client, "select * from contract.nothing", 60);
            assertServerError(client, "select nothing", 47);
            assertServerError(client, "selekt 1", 62);
            assertServerError(client, "select 1; select 2", 62);
        }
        try (var connection = jdbc();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("select * from contract.nothing"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(60));
        }
    }

    private static void assertServerError(Client client, String sql, int code) {
        assertThatThrownBy(() -> client.query(sql).get(20, TimeUnit.SECONDS).close())
                .as(sql)
                .satisfies(
                        e ->
                                assertThat(e instanceof ServerException ? e : e.getCause())
                                        .isInstanceOfSatisfying(
                                                ServerException.class,
                                                s -> assertThat(s.getCode()).isEqualTo(code)));
    }

    @Test
    void aWrongPasswordIsRefused() {
        try (var client = server.builder().setPassword("x").build()) {
            assertServerError(client, "select 1", 516);
        }
    }

    @Test
    void namedParametersAreBound() {
        try (var client = server.client()) {
            var records =
                    client.queryAll(
                            "select {name:String} as name, {day:Date} as day",
                            Map.of("name", "O'Neill \\ \"x\"", "day", "2026-11-21"));
            assertThat(records.get(0).getString("name")).isEqualTo("O'Neill \\ \"x\"");
            assertThat(records.get(0).getLocalDate("day")).isEqualTo(LocalDate.of(2026, 11, 21));
        }
    }

    @Test
    void aHundredThousandRowsGoInAtOnceAndTenMegabytesComeBackWhole() throws Exception {
        ask("create table contract.bulk (id UInt64, text String) engine = MergeTree order by id");
        var tsv = new ByteArrayOutputStream();
        for (int i = 0; i < 100_000; i++) {
            tsv.writeBytes((i + "\t" + "x".repeat(100) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        try (var client = server.client()) {
            try (var inserted =
                    client.insert(
                                    "contract.bulk",
                                    new ByteArrayInputStream(tsv.toByteArray()),
                                    ClickHouseFormat.TSV,
                                    new InsertSettings())
                            .get(30, TimeUnit.SECONDS)) {
                assertThat(inserted.getWrittenRows()).isEqualTo(100_000);
            }
            long sum = 0;
            long bytes = 0;
            for (var record : client.queryAll("select id, text from contract.bulk")) {
                sum += record.getLong("id");
                bytes += record.getString("text").length();
            }
            assertThat(sum).isEqualTo(99_999L * 100_000 / 2);
            assertThat(bytes).isEqualTo(10_000_000);
        }
    }

    private static java.sql.Connection jdbc() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", server.user());
        properties.setProperty("password", server.password());
        return DriverManager.getConnection(
                "jdbc:clickhouse:" + server.url() + "/default", properties);
    }
}
