package com.bloompetos.local.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** The parts of one stack, in the order in which the data flows through them. */
final class Parts {
    private final Stack stack;

    Parts(Stack stack) {
        this.stack = stack;
    }

    /** Heaps and the engine's cap are chosen so that everything stays under 4 GB together. */
    List<Part> all() {
        return List.of(
                new Postgres(stack).part(),
                new Kafka(stack).part(),
                registry(),
                clickhouse(),
                api(),
                new Connect(stack).part().after("kafka", "registry", "postgres"),
                flink(),
                streams());
    }

    List<Part> withSimulator() {
        return Stream.concat(all().stream(), Stream.of(simulator(0), new Superset(stack).part()))
                .toList();
    }

    /** Started last: it works through the API, like any client. */
    Part simulator(int rate) {
        var command =
                new ArrayList<>(
                        stack.checkout()
                                .java(
                                        "local-stack/runner",
                                        "com.bloompetos.local.runner.Bloom",
                                        64,
                                        "-Dlogback.configurationFile=logback-cli.xml"));
        command.addAll(
                List.of(
                        "simulate",
                        "--rate",
                        String.valueOf(rate),
                        "--seconds",
                        "0",
                        "--real-time"));
        return Part.of(
                        "simulator",
                        "demo traffic through the API",
                        yielding(command),
                        Probe.alive())
                .with(
                        Map.of(
                                "BLOOM_HOME", stack.checkout().root().toString(),
                                "BLOOM_STATE", stack.state().root().toString(),
                                "BLOOM_PORT", String.valueOf(stack.ports().base())));
    }

    Part registry() {
        var home = stack.checkout().module("local-stack/runner").resolve("target/registry");
        var data = StateDirectory.made(stack.state().data("registry"));
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx160m",
                        "-Xss512k",
                        "-XX:+UseSerialGC",
                        "-XX:ReservedCodeCacheSize=64m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.net.preferIPv4Stack=true",
                        "-jar",
                        home.resolve("apicurio-registry-app-2.6.13.Final-runner.jar").toString());
        var environment =
                Map.of(
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        String.valueOf(stack.ports().registry()),
                        // In memory, ids would be lost with the process and every topic unreadable.
                        "REGISTRY_DATASOURCE_URL",
                        "jdbc:h2:file:" + data.resolve("registry") + ";WRITE_DELAY=0");
        return Part.of(
                        "registry",
                        "Apicurio schema registry 2.6",
                        command,
                        Probe.http(stack.ports().registry(), "/apis/ccompat/v7/subjects"))
                .with(environment);
    }

    /** Where topics, schemas and the warehouse are kept, none of them with anything in it. */
    List<Part> stores() {
        return List.of(new Kafka(stack).part(), registry(), emptyClickhouse());
    }

    private Part clickhouse() {
        var migrated = new AtomicBoolean();
        return emptyClickhouse()
                .introducedBy(
                        () -> {
                            if (!migrated.get()) migrateWarehouse();
                            migrated.set(true);
                        });
    }

    /** The engine without a table, into which a backup comes back. */
    Part emptyClickhouse() {
        var people = new WarehouseUsers(stack);
        var environment =
                Map.of(
                        "BLOOM_CLICKHOUSE_PORT", String.valueOf(stack.ports().clickhouse()),
                        "BLOOM_CLICKHOUSE_DATA", stack.state().data("clickhouse").toString(),
                        "BLOOM_CLICKHOUSE_LIBRARY", library(stack.checkout()).toString(),
                        "BLOOM_CLICKHOUSE_MEMORY", String.valueOf(900L << 20),
                        "BLOOM_CLICKHOUSE_USERS", people.file().path().toString(),
                        "BLOOM_CLICKHOUSE_WALLS",
                                stack.checkout()
                                        .module("warehouse-ddl")
                                        .resolve("walls/walls.txt")
                                        .toString());
        var command = clickhouseProgram(stack.checkout());
        return Part.of(
                        "clickhouse",
                        "ClickHouse engine 26.7",
                        command,
                        Probe.http(stack.ports().clickhouse(), "/ping"))
                .with(environment)
                .preparedBy(
                        () -> {
                            StateDirectory.made(stack.state().data("clickhouse"));
                            people.putServices();
                        });
    }

    static List<String> clickhouseProgram(Checkout checkout) {
        return checkout.java(
                "local-stack/embedded-clickhouse",
                "com.bloompetos.local.clickhouse.ClickHouseServer",
                192);
    }

    static List<String> migratorProgram(Checkout checkout) {
        return checkout.java("warehouse-ddl", "com.bloompetos.warehouse.Migrator", 96);
    }

    static Path library(Checkout checkout) {
        var module = checkout.module("local-stack/embedded-clickhouse");
        var platform =
                System.getProperty("os.arch").equals("aarch64")
                        ? "linux-arm64-gnu"
                        : "linux-x64-gnu";
        var library = module.resolve("node_modules/@chdb/lib-" + platform + "/libchdb.so");
        if (!Files.exists(library)) {
            throw new Complaint(
                    "The ClickHouse engine's library is missing: run npm ci in"
                            + " local-stack/embedded-clickhouse.");
        }
        return library;
    }

    private void migrateWarehouse() throws IOException, InterruptedException {
        var log = stack.state().log("warehouse");
        var builder = new ProcessBuilder(migratorProgram(stack.checkout()));
        builder.environment().putAll(warehouse("admin"));
        var migrator =
                builder.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        if (migrator.waitFor() != 0) {
            throw new Complaint("The warehouse's migrations failed: see " + log);
        }
    }

    Part api() {
        var environment = new HashMap<>(warehouse("reader"));
        environment.putAll(
                Map.of(
                        "BLOOM_API_PORT", String.valueOf(stack.ports().api()),
                        "BLOOM_POSTGRES_URL", stack.postgresUrl("bloom"),
                        "BLOOM_POSTGRES_API_PASSWORD", stack.secrets().get("postgres.api"),
                        "BLOOM_POSTGRES_OWNER_PASSWORD", stack.secrets().get("postgres.owner"),
                        "BLOOM_KAFKA", stack.kafka(),
                        "BLOOM_REGISTRY", stack.registryUrl(),
                        "BLOOM_JWT_KEY", stack.state().root().resolve("jwt.pem").toString(),
                        "BLOOM_DEMO_PASSWORD", stack.secrets().get("demo"),
                        "BLOOM_DATA_KEY", stack.secrets().get(Secrets.DATA_KEY),
                        "BLOOM_STATUS_FILE", stack.state().run("status.json").toString()));
        environment.put(
                "BLOOM_CLICKHOUSE_INDEXER_PASSWORD", stack.secrets().get("clickhouse.indexer"));
        environment.put("BLOOM_SUPERSET_ADDRESS", stack.supersetUrl());
        environment.put("BLOOM_SUPERSET_SECRET", stack.secrets().get("superset.secret"));
        // One administrator works all the demo's desks; hooks are tried on this machine.
        environment.put("BLOOM_REQUESTS_PER_SECOND", "5000");
        environment.put("BLOOM_PRIVATE_TARGETS", "yes");
        return Part.of(
                        "api",
                        "operational API and live page",
                        stack.checkout()
                                .java("operational-api", "com.bloompetos.api.OperationalApi", 256),
                        Probe.http(stack.ports().api(), "/actuator/health"))
                .with(environment)
                .after("postgres", "kafka", "clickhouse");
    }

    private Part flink() {
        return Part.of(
                        "flink",
                        "Flink 2.3: mirror, KPIs, facts, stock, reconciliation",
                        flinkProgram(stack.checkout(), "FlinkJobs"),
                        Probe.http(stack.ports().flinkHealth(), "/health"))
                .with(flinkEnvironment("writer"))
                .after("kafka", "registry", "clickhouse");
    }

    static List<String> flinkProgram(Checkout checkout, String name) {
        return checkout.java("stream-jobs/flink-jobs", "com.bloompetos.stream." + name, 640);
    }

    Map<String, String> flinkEnvironment(String warehouseUser) {
        var environment = new HashMap<>(warehouse(warehouseUser));
        environment.putAll(
                Map.of(
                        "BLOOM_KAFKA", stack.kafka(),
                        "BLOOM_REGISTRY", stack.registryUrl(),
                        "BLOOM_POSTGRES_URL", stack.postgresUrl("bloom"),
                        "BLOOM_POSTGRES_RECONCILE_PASSWORD",
                                stack.secrets().get("postgres.reconcile"),
                        "BLOOM_CHECKPOINTS", stack.state().data("flink").toString(),
                        "BLOOM_HEALTH_PORT", String.valueOf(stack.ports().flinkHealth())));
        return environment;
    }

    Part streams() {
        return Part.of(
                        "streams",
                        "Kafka Streams: no-show risk",
                        yielding(
                                stack.checkout()
                                        .java(
                                                "stream-jobs/kafka-streams-jobs",
                                                "com.bloompetos.stream.NoShowRiskApp",
                                                256)),
                        Probe.http(stack.ports().streamsHealth(), "/health"))
                .with(
                        Map.of(
                                "BLOOM_KAFKA", stack.kafka(),
                                "BLOOM_REGISTRY", stack.registryUrl(),
                                "BLOOM_STREAMS_STATE", stack.state().data("streams").toString(),
                                "BLOOM_HEALTH_PORT", String.valueOf(stack.ports().streamsHealth())))
                .after("kafka", "registry");
    }

    /** Steps back while the way of a booking to its number on screen wants the machine. */
    private static List<String> yielding(List<String> command) {
        return Stream.concat(Stream.of("nice", "-n", "5"), command.stream()).toList();
    }

    private Map<String, String> warehouse(String user) {
        return Map.of(
                "BLOOM_CLICKHOUSE_URL", stack.clickhouseUrl(),
                "BLOOM_CLICKHOUSE_USER", user,
                "BLOOM_CLICKHOUSE_PASSWORD", stack.secrets().get("clickhouse." + user));
    }
}
