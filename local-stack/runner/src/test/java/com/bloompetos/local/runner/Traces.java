package com.bloompetos.local.runner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.events.ConfluentAvro;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Looks for texts wherever the platform keeps anything, and says which stands where. */
record Traces(TestStack stack, List<String> texts) {

    /** In every record of every topic, internal ones included: its bytes, and what they say. */
    List<String> inTopics() throws Exception {
        var found = new ArrayList<String>();
        var avro = ConfluentAvro.at(stack.stack().registryUrl());
        try (var admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                stack.stack().kafka()))) {
            var options = new org.apache.kafka.clients.admin.ListTopicsOptions().listInternal(true);
            for (var topic : admin.listTopics(options).names().get()) {
                for (var record : KafkaReads.records(stack.stack().kafka(), topic)) {
                    var place = topic + "@" + record.partition() + ":" + record.offset();
                    look(place, said(record, avro), found);
                }
            }
        }
        return found;
    }

    private static String said(ConsumerRecord<byte[], byte[]> record, ConfluentAvro avro) {
        var said = new StringBuilder();
        for (var bytes : new byte[][] {record.key(), record.value()}) {
            said.append(text(bytes)).append(' ').append(decoded(bytes, avro)).append(' ');
        }
        for (var header : record.headers()) {
            said.append(text(header.value())).append(' ');
        }
        return said.toString();
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }

    private static String decoded(byte[] bytes, ConfluentAvro avro) {
        if (bytes == null || bytes.length < 5 || bytes[0] != 0) return "";
        try {
            return avro.decode(bytes).toString();
        } catch (RuntimeException otherBytes) {
            return ""; // Not every topic is Avro; its bytes were looked at.
        }
    }

    /** In every column of text of every table of the warehouse. */
    List<String> inWarehouse() throws Exception {
        var found = new ArrayList<String>();
        var columns = new LinkedHashMap<String, List<String>>();
        for (var row :
                stack.warehouse(
                        """
                        select concat(database, '.`', table, '`'), name from system.columns
                        where database in ('raw', 'mart', 'ledger') and type like '%String%'
                          and (database, table) in (select database, name from system.tables where engine != 'View')""")) {
            var cells = row.split("\t");
            columns.computeIfAbsent(cells[0], table -> new ArrayList<>()).add(cells[1]);
        }
        for (var table : columns.entrySet()) {
            for (var text : texts) {
                var any =
                        table.getValue().stream()
                                .map(c -> "position(toString(`%s`), '%s') > 0".formatted(c, text))
                                .collect(Collectors.joining(" or "));
                var count =
                        stack.warehouse("select count() from " + table.getKey() + " where " + any)
                                .get(0);
                if (!count.equals("0")) found.add(text + " in " + table.getKey());
            }
        }
        return found;
    }

    /** In every row of every table of the database, alerts and insights among them. */
    List<String> inDatabase() throws SQLException {
        var found = new ArrayList<String>();
        try (var connection =
                        DriverManager.getConnection(
                                stack.stack().postgresUrl("bloom"),
                                "postgres",
                                stack.stack().secrets().get("postgres.superuser"));
                var statement = connection.createStatement()) {
            var tables = new ArrayList<String>();
            try (var names =
                    statement.executeQuery(
                            """
                            select format('%I.%I', schemaname, tablename) from pg_tables
                            where schemaname not in ('pg_catalog', 'information_schema')""")) {
                while (names.next()) tables.add(names.getString(1));
            }
            for (var table : tables) {
                for (var text : texts) {
                    try (var count =
                            statement.executeQuery(
                                    "select count(*) from %s t where position('%s' in t::text) > 0"
                                            .formatted(table, text))) {
                        count.next();
                        if (count.getLong(1) > 0) found.add(text + " in " + table);
                    }
                }
            }
        }
        return found;
    }

    /** In every file of a backup but the database's own, unpacked as far as they are packed. */
    List<String> inBackup(Path backup) throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.walk(backup)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                var name = backup.relativize(file).toString();
                if (name.startsWith("postgres")) continue;
                try (InputStream in = Files.newInputStream(file)) {
                    if (name.endsWith(".tar.gz")) {
                        inArchive(name, new GZIPInputStream(in), found);
                    } else if (name.endsWith(".gz")) {
                        look(name, new GZIPInputStream(in).readAllBytes(), found);
                    } else if (name.endsWith(".zip")) {
                        inZip(name, in, found);
                    } else {
                        look(name, in.readAllBytes(), found);
                    }
                }
            }
        }
        return found;
    }

    private void inArchive(String name, InputStream in, List<String> found) throws IOException {
        try (var tar = new TarArchiveInputStream(in)) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                look(name + "/" + entry.getName(), tar.readAllBytes(), found);
            }
        }
    }

    private void inZip(String name, InputStream in, List<String> found) throws IOException {
        try (var zip =
                new java.util.zip.ZipInputStream(new ByteArrayInputStream(in.readAllBytes()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                look(name + "/" + entry.getName(), zip.readAllBytes(), found);
            }
        }
    }

    private void look(String name, byte[] bytes, List<String> found) {
        look(name, new String(bytes, ISO_8859_1), found);
    }

    private void look(String name, String said, List<String> found) {
        for (var text : texts) {
            if (said.contains(text)) found.add(text + " in " + name);
        }
    }
}
