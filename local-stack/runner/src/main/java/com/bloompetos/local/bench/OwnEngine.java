package com.bloompetos.local.bench;

import com.bloompetos.local.clickhouse.access.Role;
import com.bloompetos.local.clickhouse.access.User;
import com.bloompetos.local.clickhouse.access.UsersFile;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A warehouse of a bench's or a test's own, in a directory that ends with it; every user's password
 * is their name.
 */
public final class OwnEngine implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final Path directory;
    private final int port;
    private final Process process;

    private OwnEngine(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /** How the parts of a checkout are started, told by whoever knows where it is. */
    public record Programs(List<String> server, List<String> migrator, Path library, Path walls) {}

    public static OwnEngine start(Programs programs, Path directory)
            throws IOException, InterruptedException {
        int port;
        var users = new UsersFile(directory.resolve("users"));
        for (var role : List.of(Role.ADMIN, Role.WRITER, Role.INDEXER, Role.READER)) {
            users.put(User.service(role.label(), role, role.label()));
        }
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var builder = new ProcessBuilder(programs.server());
        builder.environment()
                .putAll(
                        Map.of(
                                "BLOOM_CLICKHOUSE_PORT", Integer.toString(port),
                                "BLOOM_CLICKHOUSE_DATA", directory.resolve("data").toString(),
                                "BLOOM_CLICKHOUSE_LIBRARY", programs.library().toString(),
                                "BLOOM_CLICKHOUSE_MEMORY", String.valueOf(2L << 30),
                                "BLOOM_CLICKHOUSE_USERS", directory.resolve("users").toString(),
                                "BLOOM_CLICKHOUSE_WALLS", programs.walls().toString()));
        var log = directory.resolve("log").toFile();
        var process = builder.redirectErrorStream(true).redirectOutput(log).start();
        var engine = new OwnEngine(directory, port, process);
        try {
            engine.awaitPing();
            engine.migrate(programs.migrator());
            return engine;
        } catch (IOException | InterruptedException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private void awaitPing() throws IOException, InterruptedException {
        long until = System.nanoTime() + LONGEST_START.toNanos();
        while (true) {
            try {
                HTTP.send(
                        HttpRequest.newBuilder(URI.create(url() + "/ping")).build(),
                        BodyHandlers.discarding());
                return;
            } catch (IOException starting) {
                if (!process.isAlive() || System.nanoTime() > until) {
                    throw new IllegalStateException(
                            "The engine does not start: "
                                    + Files.readString(directory.resolve("log")));
                }
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void migrate(List<String> migrator) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(migrator);
        builder.environment()
                .putAll(
                        Map.of(
                                "BLOOM_CLICKHOUSE_URL", url(),
                                "BLOOM_CLICKHOUSE_USER", "admin",
                                "BLOOM_CLICKHOUSE_PASSWORD", "admin"));
        var log = directory.resolve("migrator.log").toFile();
        if (builder.redirectErrorStream(true).redirectOutput(log).start().waitFor() != 0) {
            throw new IllegalStateException(Files.readString(log.toPath()));
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** One request as this user; refusals are answers, too. */
    HttpResponse<String> send(String user, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        var login = (user + ":" + user).getBytes(StandardCharsets.UTF_8);
        return HTTP.send(
                request.header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(login))
                        .timeout(Duration.ofSeconds(120))
                        .build(),
                BodyHandlers.ofString());
    }

    public String ask(String sql) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(url() + "/")).POST(BodyPublishers.ofString(sql));
        var answer = send("admin", request);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(sql + ": " + answer.body());
        }
        return answer.body().strip();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
