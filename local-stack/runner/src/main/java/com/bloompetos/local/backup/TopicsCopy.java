package com.bloompetos.local.backup;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The records of topics, partition by partition in their order, as far as they reach when each is
 * begun. Their offsets are given anew when they come back: nothing of ours remembers offsets but
 * the readers' own progress, and that is forgotten with a restore.
 */
public final class TopicsCopy {
    private static final Duration LONGEST_POLL = Duration.ofSeconds(1);
    private static final int MOST_ON_THEIR_WAY = 20_000;

    private final String bootstrap;

    public TopicsCopy(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /**
     * @param first the topic that says how far the others were told; they reach at least as far
     * @return how many records
     */
    public long write(String first, List<String> others, BackupFolder folder) throws IOException {
        try (var consumer = consumer()) {
            return writeAll(consumer, List.of(first), folder) + writeAll(consumer, others, folder);
        }
    }

    /** Whether anything was ever told to this topic. */
    public boolean holds(String topic) {
        try (var consumer = consumer()) {
            var partitions = partitions(consumer, List.of(topic));
            return consumer.endOffsets(partitions).values().stream().anyMatch(end -> end > 0);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "allow.auto.create.topics",
                        false,
                        "max.poll.records",
                        5000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(
            KafkaConsumer<byte[], byte[]> consumer, List<String> topics) {
        var known = consumer.listTopics();
        return topics.stream()
                .flatMap(topic -> known.getOrDefault(topic, List.of()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /** The broker is asked once how far they all reach: most of them may be empty. */
    private static long writeAll(
            KafkaConsumer<byte[], byte[]> consumer, List<String> topics, BackupFolder folder)
            throws IOException {
        var partitions = partitions(consumer, topics);
        var begins = consumer.beginningOffsets(partitions);
        var ends = new HashMap<>(consumer.endOffsets(partitions));
        ends.entrySet().removeIf(end -> end.getValue() <= begins.getOrDefault(end.getKey(), 0L));
        consumer.assign(ends.keySet());
        ends.keySet().forEach(held -> consumer.seek(held, begins.getOrDefault(held, 0L)));
        long records = 0;
        var files = new HashMap<String, DataOutputStream>();
        try {
            for (var held : ends.keySet()) {
                if (!files.containsKey(held.topic())) {
                    files.put(held.topic(), open(held.topic(), folder));
                }
            }
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(LONGEST_POLL)) {
                    var file = files.get(record.topic());
                    if (file != null) {
                        write(record, file);
                        records++;
                    }
                }
            }
        } finally {
            for (var file : files.values()) {
                file.close();
            }
        }
        return records;
    }

    private static DataOutputStream open(String topic, BackupFolder folder) throws IOException {
        return new DataOutputStream(
                new GZIPOutputStream(folder.write(file(topic)), 1 << 16) {
                    {
                        def.setLevel(Deflater.BEST_SPEED);
                    }
                });
    }

    private static String file(String topic) {
        return "topics/" + topic + ".gz";
    }

    private static void write(ConsumerRecord<byte[], byte[]> record, DataOutputStream out)
            throws IOException {
        out.writeInt(record.partition());
        out.writeLong(record.timestamp());
        write(record.key(), out);
        write(record.value(), out);
        var headers = record.headers().toArray();
        out.writeInt(headers.length);
        for (var header : headers) {
            out.writeUTF(header.key());
            write(header.value(), out);
        }
    }

    private static void write(byte @Nullable [] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    /**
     * Into topics that stand and are empty.
     *
     * @return how many records
     */
    public long restore(List<String> topics, BackupFolder folder)
            throws IOException, InterruptedException {
        long records = 0;
        try (var producer =
                new KafkaProducer<byte @Nullable [], byte @Nullable []>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrap,
                                "acks",
                                "all",
                                "linger.ms",
                                20,
                                "batch.size",
                                1 << 17,
                                "compression.type",
                                "lz4"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (var topic : topics) {
                if (Files.exists(folder.path(file(topic)))) {
                    records += restore(producer, topic, folder);
                }
            }
        } catch (ExecutionException refused) {
            throw new IOException("the broker did not take a record", refused.getCause());
        }
        return records;
    }

    private static long restore(
            KafkaProducer<byte @Nullable [], byte @Nullable []> producer,
            String topic,
            BackupFolder folder)
            throws IOException, InterruptedException, ExecutionException {
        long records = 0;
        var sent = new ArrayList<Future<?>>();
        try (var in =
                new DataInputStream(
                        new BufferedInputStream(
                                new GZIPInputStream(
                                        Files.newInputStream(folder.path(file(topic))),
                                        1 << 16)))) {
            for (var record = read(topic, in); record != null; record = read(topic, in)) {
                sent.add(producer.send(record));
                records++;
                if (sent.size() == MOST_ON_THEIR_WAY) {
                    await(sent);
                }
            }
        }
        await(sent);
        return records;
    }

    private static void await(List<Future<?>> sent)
            throws InterruptedException, ExecutionException {
        for (var one : sent) {
            one.get();
        }
        sent.clear();
    }

    private static @Nullable ProducerRecord<byte @Nullable [], byte @Nullable []> read(
            String topic, DataInputStream in) throws IOException {
        int partition;
        try {
            partition = in.readInt();
        } catch (EOFException end) {
            return null;
        }
        var timestamp = in.readLong();
        var key = read(in);
        var value = read(in);
        var headers = new ArrayList<Header>();
        for (int left = in.readInt(); left > 0; left--) {
            headers.add(new RecordHeader(in.readUTF(), read(in)));
        }
        return new ProducerRecord<>(topic, partition, timestamp, key, value, headers);
    }

    private static byte @Nullable [] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        var bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
