package com.bloompetos.local.runner;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL from its Maven artifact: unpacked, initialised, given the platform's roles and
 * database.
 */
final class Postgres {
    /** Rises when the unpacked binaries must be made anew. */
    private static final String UNPACKED = "unpacked-18.6.0";

    private final Stack stack;
    private final Path programs;
    private final Path data;

    Postgres(Stack stack) {
        this.stack = stack;
        this.programs = stack.state().data("postgres-programs");
        this.data = stack.state().data("postgres");
    }

    Part part() {
        var command = new ArrayList<>(asOrdinaryUser());
        command.addAll(List.of(programs.resolve("bin/postgres").toString(), "-D", data.toString()));
        settings().forEach(setting -> command.addAll(List.of("-c", setting)));
        return Part.of("postgres", "PostgreSQL 18", command, this::accepts)
                .preparedBy(this::prepare)
                .introducedBy(this::makeRoles)
                // INT is PostgreSQL's fast shutdown; TERM would wait for every client to leave.
                .stoppedBy("INT");
    }

    private List<String> settings() {
        return List.of(
                "port=" + stack.ports().postgres(),
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "wal_level=logical",
                "max_replication_slots=8",
                "max_wal_senders=8",
                // An abandoned slot must not fill the disk: beyond this it is given up, and said
                // so.
                "max_slot_wal_keep_size=4GB",
                "max_wal_size=2GB",
                "checkpoint_timeout=15min",
                "shared_buffers=128MB",
                "max_connections=100",
                "jit=off",
                "timezone=UTC",
                "log_timezone=UTC",
                "log_min_messages=warning",
                "logging_collector=off");
    }

    /**
     * PostgreSQL refuses to run as root. In a user namespace root's own files belong to an ordinary
     * number, so nothing changes hands on disk and no parent directory must be opened to others.
     */
    private static List<String> asOrdinaryUser() {
        return "root".equals(System.getProperty("user.name"))
                ? List.of("unshare", "--user", "--map-user=1000", "--map-group=1000")
                : List.of();
    }

    private void prepare() throws IOException, InterruptedException {
        if (!Files.exists(programs.resolve(UNPACKED))) unpack();
        if (Files.exists(data.resolve("PG_VERSION"))) return;
        StateDirectory.made(data);
        var password = stack.state().run("initdb.password");
        Secrets.writePrivately(password, stack.secrets().get("postgres.superuser"));
        var command = new ArrayList<>(asOrdinaryUser());
        command.addAll(
                List.of(
                        programs.resolve("bin/initdb").toString(),
                        "-D",
                        data.toString(),
                        "--username=postgres",
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--locale=C.UTF-8",
                        "--no-sync"));
        try {
            var initdb =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            stack.state().log("postgres").toFile()))
                            .start();
            if (initdb.waitFor() != 0) {
                throw new Complaint(
                        "initdb ended with code %d: see %s"
                                .formatted(initdb.exitValue(), stack.state().log("postgres")));
            }
        } finally {
            Files.deleteIfExists(password);
        }
    }

    private void unpack() throws IOException {
        var archive =
                stack.checkout()
                        .module("local-stack/runner")
                        .resolve("target/postgres/postgres-linux-x86_64.txz");
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                var tar = new TarArchiveInputStream(new XZInputStream(file))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar);
            }
        }
        Files.createFile(programs.resolve(UNPACKED));
    }

    private void unpack(TarArchiveEntry entry, InputStream content) throws IOException {
        var target = programs.resolve(entry.getName()).normalize();
        if (!target.startsWith(programs)) throw new IOException("archive leaves its directory");
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        Files.deleteIfExists(target);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target);
        if ((entry.getMode() & 0100) != 0 && !target.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + target + " executable");
        }
    }

    private boolean accepts() {
        try (var connection = connect("postgres", "postgres", "postgres.superuser")) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private void makeRoles() throws SQLException, IOException {
        try (var connection = connect("postgres", "postgres", "postgres.superuser");
                var statement = connection.createStatement()) {
            boolean exists;
            try (var found =
                    statement.executeQuery("select 1 from pg_database where datname = 'bloom'")) {
                exists = found.next();
            }
            if (!exists) statement.execute("create database bloom");
        }
        try (var connection = connect("bloom", "postgres", "postgres.superuser");
                var statement = connection.createStatement()) {
            statement.execute(roles());
        }
    }

    private String roles() throws IOException {
        var file =
                stack.checkout()
                        .module("operational-api")
                        .resolve("src/main/resources/db/roles.sql");
        return Files.readString(file, StandardCharsets.UTF_8)
                .replace("${owner_password}", stack.secrets().get("postgres.owner"))
                .replace("${api_password}", stack.secrets().get("postgres.api"))
                .replace("${cdc_password}", stack.secrets().get("postgres.cdc"))
                .replace("${reconcile_password}", stack.secrets().get("postgres.reconcile"));
    }

    private Connection connect(String database, String user, String secret) throws SQLException {
        return DriverManager.getConnection(
                stack.postgresUrl(database) + "?connectTimeout=2&socketTimeout=30",
                user,
                stack.secrets().get(secret));
    }
}
