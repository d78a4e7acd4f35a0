package com.bloompetos.stream.change;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far each partition reaches at this moment, for those that hold anything. */
@FunctionalInterface
public interface EndOffsets extends Serializable {
    Map<TopicPartition, Long> now() throws InterruptedException;

    /** Asks the broker about these topics. */
    static EndOffsets of(String bootstrap, Collection<String> topics) {
        var names = topics.toArray(String[]::new);
        return () -> {
            try (var admin =
                    Admin.create(
                            Map.of(
                                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000",
                                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "20000"))) {
                var partitions =
                        admin
                                .describeTopics(java.util.List.of(names))
                                .allTopicNames()
                                .get(30, TimeUnit.SECONDS)
                                .values()
                                .stream()
                                .flatMap(
                                        topic ->
                                                topic.partitions().stream()
                                                        .map(
                                                                partition ->
                                                                        new TopicPartition(
                                                                                topic.name(),
                                                                                partition
                                                                                        .partition())))
                                .toList();
                var first = offsets(admin, partitions, OffsetSpec.earliest());
                var end = new HashMap<>(offsets(admin, partitions, OffsetSpec.latest()));
                end.entrySet()
                        .removeIf(
                                entry ->
                                        entry.getValue() <= first.getOrDefault(entry.getKey(), 0L));
                return end;
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException(
                        "the broker did not say how far its topics reach", e);
            }
        };
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, Collection<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException, TimeoutException {
        return admin
                .listOffsets(
                        partitions.stream()
                                .collect(
                                        Collectors.toMap(
                                                partition -> partition, partition -> spec)))
                .all()
                .get(30, TimeUnit.SECONDS)
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    }
}
