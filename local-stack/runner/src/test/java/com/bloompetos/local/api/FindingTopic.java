package com.bloompetos.local.api;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Topic;
import com.bloompetos.events.insight.Finding;
import com.bloompetos.local.runner.ApiStack;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Tells findings as a rule's job does, and waits until the insights have followed them. */
final class FindingTopic implements AutoCloseable {
    private static final String FOLLOWERS = "bloom-insights";

    private final ConfluentAvro avro;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;

    FindingTopic(ApiStack stack) {
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.kafka());
        avro = ConfluentAvro.at(stack.registryUrl());
        producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        admin = Admin.create(settings);
    }

    void tell(Finding finding) throws Exception {
        var key =
                String.join(
                        "/",
                        finding.getOrganizationId(),
                        finding.getRule(),
                        finding.getBranchId(),
                        finding.getSubjectId(),
                        finding.getEpisode());
        producer.send(
                        new ProducerRecord<>(
                                Topic.FINDINGS.name(),
                                key.getBytes(StandardCharsets.UTF_8),
                                avro.encode(Topic.FINDINGS.name(), finding)))
                .get();
        Wait.until(this::isFollowed);
    }

    private boolean isFollowed() throws Exception {
        var partitions =
                admin
                        .describeTopics(List.of(Topic.FINDINGS.name()))
                        .allTopicNames()
                        .get()
                        .get(Topic.FINDINGS.name())
                        .partitions()
                        .stream()
                        .map(one -> new TopicPartition(Topic.FINDINGS.name(), one.partition()))
                        .collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest()));
        var ends = admin.listOffsets(partitions).all().get();
        var followed =
                admin.listConsumerGroupOffsets(FOLLOWERS).partitionsToOffsetAndMetadata().get();
        return ends.entrySet().stream()
                .allMatch(
                        end ->
                                end.getValue().offset() == 0
                                        || (followed.get(end.getKey()) != null
                                                && followed.get(end.getKey()).offset()
                                                        >= end.getValue().offset()));
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
