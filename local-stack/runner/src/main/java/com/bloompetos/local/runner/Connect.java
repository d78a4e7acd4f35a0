package com.bloompetos.local.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka Connect with Debezium: registers the connector and notices when its task has stopped. */
final class Connect {
    static final String CONNECTOR = "operational";
    private static final Logger LOG = LoggerFactory.getLogger(Connect.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Stack stack;

    Connect(Stack stack) {
        this.stack = stack;
    }

    Part part() {
        var command =
                new ArrayList<>(
                        stack.checkout()
                                .java(
                                        "cdc-connectors",
                                        "org.apache.kafka.connect.cli.ConnectDistributed",
                                        384));
        command.add(properties().toString());
        return Part.of("connect", "Kafka Connect, Debezium 3.7", command, this::works)
                .with(
                        Map.of(
                                "BLOOM_POSTGRES_HOST", "127.0.0.1",
                                "BLOOM_POSTGRES_PORT", String.valueOf(stack.ports().postgres()),
                                "BLOOM_POSTGRES_CDC_PASSWORD", stack.secrets().get("postgres.cdc"),
                                "BLOOM_REGISTRY", stack.registryUrl()))
                .preparedBy(() -> Files.writeString(properties(), settings()));
    }

    private Path properties() {
        return stack.state().run("connect.properties");
    }

    private String settings() {
        return """
                bootstrap.servers=%s
                group.id=bloom-connect
                listeners=http://127.0.0.1:%d
                rest.advertised.host.name=127.0.0.1
                plugin.path=%s
                plugin.discovery=service_load
                key.converter=org.apache.kafka.connect.json.JsonConverter
                value.converter=org.apache.kafka.connect.json.JsonConverter
                offset.storage.topic=connect-offsets
                offset.flush.interval.ms=5000
                config.storage.topic=connect-configs
                status.storage.topic=connect-status
                offset.storage.replication.factor=1
                offset.storage.partitions=1
                config.storage.replication.factor=1
                status.storage.replication.factor=1
                status.storage.partitions=1
                topic.creation.enable=false
                scheduled.rebalance.max.delay.ms=0
                config.providers=env
                config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider
                config.providers.env.param.allowlist.pattern=BLOOM_.*
                """
                .formatted(
                        stack.kafka(),
                        stack.ports().connect(),
                        stack.checkout().module("cdc-connectors").resolve("target/plugins"));
    }

    void register() throws IOException, InterruptedException {
        register(configuration());
    }

    String configuration() throws IOException {
        return Files.readString(
                stack.checkout().module("cdc-connectors/connectors").resolve(CONNECTOR + ".json"));
    }

    /** A restarted worker first rejoins its group; until then it refuses configuration. */
    void register(String configuration) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            var answer = put("/connectors/" + CONNECTOR + "/config", configuration);
            if (answer.statusCode() / 100 == 2) return;
            var mayPass = answer.statusCode() == 409 || answer.statusCode() >= 500;
            if (!mayPass || System.nanoTime() > deadline) {
                throw new Complaint("The connector was refused: " + answer.body());
            }
            Thread.sleep(250);
        }
    }

    /** Changes wait in the log until {@link #resume}; then they come in large batches, in order. */
    void pause() throws IOException, InterruptedException {
        put("/connectors/" + CONNECTOR + "/pause", "");
    }

    void resume() throws IOException, InterruptedException {
        put("/connectors/" + CONNECTOR + "/resume", "");
    }

    /** Ends the task, so that nothing is read on in advance; {@link #resume} makes a new one. */
    void stop() throws IOException, InterruptedException {
        put("/connectors/" + CONNECTOR + "/stop", "");
        while (isReading()) {
            Thread.sleep(100);
        }
    }

    /** Forgets how far a stopped connector has read: it begins again with a snapshot. */
    void forgetPosition() throws IOException, InterruptedException {
        var answer =
                Probe.HTTP.send(
                        request("/connectors/" + CONNECTOR + "/offsets")
                                .timeout(Duration.ofSeconds(60))
                                .DELETE()
                                .build(),
                        BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new Complaint("The connector's position stays: " + answer.body());
        }
    }

    /** Whether the replication slot stands, so that nothing written from now on is missed. */
    boolean isReading() throws IOException, InterruptedException {
        var status = JSON.readTree(get("/connectors/" + CONNECTOR + "/status").body());
        return status.path("tasks").path(0).path("state").asText().equals("RUNNING");
    }

    /** True while the worker answers; a failed task is started again, since nobody else would. */
    private boolean works() throws InterruptedException {
        try {
            var answer = get("/connectors/" + CONNECTOR + "/status");
            if (answer.statusCode() == 404) return get("/connectors").statusCode() == 200;
            if (answer.statusCode() != 200) return false;
            for (var task : JSON.readTree(answer.body()).path("tasks")) {
                if (!task.path("state").asText().equals("FAILED")) continue;
                LOG.warn(
                        "the connector's task failed and is started again: {}",
                        task.path("trace").asText().lines().findFirst().orElse(""));
                post("/connectors/" + CONNECTOR + "/restart?includeTasks=true&onlyFailed=true");
            }
            return true;
        } catch (IOException away) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return Probe.HTTP.send(request(path).build(), BodyHandlers.ofString());
    }

    private void post(String path) throws IOException, InterruptedException {
        Probe.HTTP.send(
                request(path).POST(HttpRequest.BodyPublishers.noBody()).build(),
                BodyHandlers.discarding());
    }

    private HttpResponse<String> put(String path, String body)
            throws IOException, InterruptedException {
        return Probe.HTTP.send(
                request(path)
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(stack.connectUrl() + path))
                .timeout(Duration.ofSeconds(5));
    }
}
