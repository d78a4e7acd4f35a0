package com.bloompetos.local.runner;

import com.bloompetos.events.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;

/** One broker that is its own controller, with every topic made up front. */
final class Kafka {
    private final Stack stack;

    Kafka(Stack stack) {
        this.stack = stack;
    }

    Part part() {
        var command =
                stack.checkout()
                        .java(
                                "local-stack/runner",
                                "kafka.Kafka",
                                320,
                                "-Dlogback.configurationFile=logback-broker.xml");
        command = new ArrayList<>(command);
        command.add(properties().toString());
        return Part.of("kafka", "Kafka 4.3.1", command, Probe.port(stack.ports().kafka()))
                .preparedBy(this::prepare)
                .introducedBy(this::makeTopics);
    }

    private java.nio.file.Path properties() {
        return stack.state().run("kafka.properties");
    }

    private void prepare() throws IOException, InterruptedException {
        Files.writeString(properties(), settings());
        var data = stack.state().data("kafka");
        if (Files.exists(data.resolve("meta.properties"))) return;
        var format =
                new ArrayList<>(
                        stack.checkout().java("local-stack/runner", "kafka.tools.StorageTool", 96));
        format.addAll(
                List.of(
                        "format",
                        "--cluster-id",
                        Uuid.randomUuid().toString(),
                        "--config",
                        properties().toString()));
        var process =
                new ProcessBuilder(format)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        stack.state().log("kafka").toFile()))
                        .start();
        if (process.waitFor() != 0) {
            throw new Complaint(
                    "Kafka's storage could not be formatted: see " + stack.state().log("kafka"));
        }
    }

    private String settings() {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
                log.dirs=%3$s
                auto.create.topics.enable=false
                num.network.threads=2
                num.io.threads=4
                background.threads=2
                log.cleaner.dedupe.buffer.size=8388608
                log.segment.bytes=67108864
                log.retention.ms=-1
                offsets.topic.num.partitions=4
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                """
                .formatted(
                        stack.ports().kafka(),
                        stack.ports().kafkaController(),
                        stack.state().data("kafka"));
    }

    private void makeTopics() throws InterruptedException {
        try (var admin = admin()) {
            for (var future : admin.createTopics(topics()).values().values()) {
                try {
                    future.get();
                } catch (ExecutionException refused) {
                    if (!(refused.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException(refused.getCause());
                    }
                }
            }
            admin.incrementalAlterConfigs(settingsOfTopics()).all().get();
        } catch (ExecutionException refused) {
            throw new IllegalStateException(refused.getCause());
        }
    }

    /** As if these readers had read nothing: who asks how far they are must not be told so. */
    void forgetGroups(List<String> groups) throws InterruptedException {
        try (var admin = admin()) {
            for (var future : admin.deleteConsumerGroups(groups).deletedGroups().values()) {
                try {
                    future.get();
                } catch (ExecutionException refused) {
                    if (!(refused.getCause() instanceof GroupIdNotFoundException)) {
                        throw new IllegalStateException(refused.getCause());
                    }
                }
            }
        }
    }

    private Admin admin() {
        return Admin.create(
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        stack.kafka(),
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        "15000",
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        "15000"));
    }

    /** Topics that an earlier version made follow what is said of them now. */
    private static Map<ConfigResource, Collection<AlterConfigOp>> settingsOfTopics() {
        var settings = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
        for (var topic : Topic.all()) {
            settings.put(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                    topic.config().entrySet().stream()
                            .map(entry -> new ConfigEntry(entry.getKey(), entry.getValue()))
                            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
                            .toList());
        }
        return settings;
    }

    private static List<NewTopic> topics() {
        var topics = new ArrayList<NewTopic>();
        for (var topic : Topic.all()) {
            topics.add(
                    new NewTopic(topic.name(), topic.partitions(), (short) 1)
                            .configs(topic.config()));
        }
        topics.add(new NewTopic("__debezium-heartbeat.bloom", 1, (short) 1));
        for (var name : List.of("connect-offsets", "connect-configs", "connect-status")) {
            topics.add(
                    new NewTopic(name, 1, (short) 1)
                            .configs(
                                    Map.of(
                                            TopicConfig.CLEANUP_POLICY_CONFIG,
                                            TopicConfig.CLEANUP_POLICY_COMPACT)));
        }
        return topics;
    }
}
