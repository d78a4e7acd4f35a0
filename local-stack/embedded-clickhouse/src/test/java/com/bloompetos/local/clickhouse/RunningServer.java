package com.bloompetos.local.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.local.clickhouse.access.Role;
import com.bloompetos.local.clickhouse.access.User;
import com.bloompetos.local.clickhouse.access.UsersFile;
import com.clickhouse.client.api.Client;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server as a process of its own, so that a test can kill it; user and password are one word.
 */
final class RunningServer implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static final Path WALLS = Path.of("../../warehouse-ddl/walls/walls.txt").toAbsolutePath();

    final Path directory;
    final int port;
    private Process process;

    RunningServer(Path directory) throws Exception {
        this.directory = directory;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        for (var role : new Role[] {Role.ADMIN, Role.WRITER, Role.INDEXER, Role.READER}) {
            put(User.service(role.label(), role, role.label()));
        }
        start();
    }

    void put(User user) throws IOException {
        new UsersFile(directory.resolve("users")).put(user);
    }

    void start() throws Exception {
        process = launch(port);
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("The server does not start: " + log());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Another process over the same directory; the caller looks at how it ends. */
    Process launch(int port) throws IOException {
        var java =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClickHouseServer.class.getName());
        java.environment().put("BLOOM_CLICKHOUSE_PORT", Integer.toString(port));
        java.environment().put("BLOOM_CLICKHOUSE_DATA", directory.resolve("data").toString());
        java.environment().put("BLOOM_CLICKHOUSE_LIBRARY", library().toString());
        java.environment().put("BLOOM_CLICKHOUSE_MEMORY", "1500000000");
        java.environment().put("BLOOM_CLICKHOUSE_USERS", directory.resolve("users").toString());
        java.environment().put("BLOOM_CLICKHOUSE_WALLS", WALLS.toString());
        java.redirectErrorStream(true);
        java.redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()));
        return java.start();
    }

    static Path library() {
        var named = System.getenv("BLOOM_CLICKHOUSE_LIBRARY");
        var library =
                new File(named == null ? "node_modules/@chdb/lib-linux-x64-gnu/libchdb.so" : named);
        if (!library.isFile()) {
            throw new IllegalStateException(
                    library.getAbsolutePath()
                            + " is missing: run npm ci in local-stack/embedded-clickhouse.");
        }
        return library.getAbsoluteFile().toPath();
    }

    String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    Client client(String user) {
        return new Client.Builder()
                .addEndpoint(url())
                .setUsername(user)
                .setPassword(user)
                .setSocketTimeout(30_000)
                .build();
    }

    HttpResponse<String> post(String user, String urlQuery, String body)
            throws IOException, InterruptedException {
        var basic = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(UTF_8));
        var request =
                HttpRequest.newBuilder(URI.create(url() + "/?" + urlQuery))
                        .header("Authorization", "Basic " + basic)
                        .timeout(Duration.ofSeconds(30))
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    /** As the administrator; fails with the server's own sentence. */
    String ask(String sql) throws IOException, InterruptedException {
        var response = post("admin", "", sql);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.body());
        }
        return response.body().strip();
    }

    private boolean answers() throws InterruptedException {
        try {
            var ping =
                    HttpRequest.newBuilder(URI.create(url() + "/ping"))
                            .timeout(Duration.ofSeconds(1))
                            .build();
            return HTTP.send(ping, BodyHandlers.ofString()).body().equals("Ok.\n");
        } catch (IOException e) {
            return false;
        }
    }

    long processId() {
        return process.pid();
    }

    int stop() throws Exception {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new TimeoutException("The server did not stop within 30 s.");
        }
        return process.exitValue();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws Exception {
        kill();
    }
}
