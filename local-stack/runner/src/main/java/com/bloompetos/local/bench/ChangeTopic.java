package com.bloompetos.local.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic of changes as the broker has it, looked at without decoding anything. */
final class ChangeTopic implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();

    ChangeTopic(String bootstrap, String topic) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrap,
                                "fetch.max.bytes",
                                String.valueOf(16 << 20)),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer.partitionsFor(topic)
                .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        consumer.assign(partitions);
    }

    /** How many records it was ever given. */
    long end() {
        return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Every record from the earliest offset on that is no tombstone. */
    long changes() {
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        long changes = 0;
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
            for (var record : consumer.poll(Duration.ofSeconds(1))) {
                changes += record.value() == null ? 0 : 1;
            }
        }
        return changes;
    }

    /**
     * How fast it grows by so many records, from the first that comes to the last.
     *
     * @return records a second
     */
    double growth(long from, long by, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        long first = 0;
        long firstAt = 0;
        while (true) {
            long grown = end() - from;
            long now = System.nanoTime();
            if (first == 0 && grown > 0) {
                first = grown;
                firstAt = now;
            }
            if (grown >= by) {
                return first == grown ? 0 : 1e9 * (grown - first) / (now - firstAt);
            }
            if (now > deadline) {
                throw new IllegalStateException(
                        "only " + grown + " of " + by + " records came in " + patience);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
