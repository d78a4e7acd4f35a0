package com.bloompetos.local.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.events.Replay;
import com.bloompetos.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dead-letter topics and what was replayed of them. Several programs may report one
 * record, and each repeats itself after a crash: here it is one letter.
 */
public final class DeadLetterDesk {
    /** Beyond this what the warehouse knew of a deleted row may be gone, and it would come back. */
    public static final Duration OLDEST = Duration.ofDays(30);

    private final String bootstrap;

    public DeadLetterDesk(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /**
     * Every letter, in the order of topics and places; without its content, of which there may be
     * much.
     */
    public List<Letter> letters() {
        var letters = new LinkedHashMap<String, Letter>();
        var reasons = new HashMap<String, String>();
        read(
                Topic.all().stream().map(Topic::name).filter(DeadLetterDesk::isOfLetters).toList(),
                record ->
                        Replay.of(record)
                                .ifPresent(
                                        found ->
                                                add(
                                                        letters,
                                                        record,
                                                        withoutContent(found),
                                                        reasons)));
        read(
                List.of(Topic.REPLAYS.name()),
                record ->
                        Replay.of(record)
                                .ifPresent(
                                        replay ->
                                                letters.computeIfPresent(
                                                        key(replay),
                                                        (key, letter) ->
                                                                replayed(
                                                                        letter, replay.letter()))));
        return letters.values().stream()
                .sorted(
                        Comparator.comparing(Letter::topic)
                                .thenComparing(letter -> letter.record().letter()))
                .toList();
    }

    private static boolean isOfLetters(String topic) {
        return topic.startsWith(Topic.deadLettersOf(""));
    }

    private static String key(Replay record) {
        return record.source() + "@" + record.offset();
    }

    private static Replay withoutContent(Replay of) {
        return new Replay(of.source(), of.offset(), of.letter(), of.timestamp(), of.key(), null);
    }

    /**
     * @param reasons those met so far: a table that refuses all its rows gives each the same one
     */
    private static void add(
            Map<String, Letter> letters,
            ConsumerRecord<byte[], byte[]> record,
            Replay found,
            Map<String, String> reasons) {
        var at = Instant.ofEpochMilli(record.timestamp());
        var reason = reasons.computeIfAbsent(reason(record), one -> one);
        letters.merge(
                key(found),
                new Letter(found, reason, at, at, -1),
                (old, now) ->
                        new Letter(
                                now.record(),
                                now.reason(),
                                old.since(),
                                now.last(),
                                old.replayed()));
    }

    private static Letter replayed(Letter letter, long newest) {
        return new Letter(
                letter.record(),
                letter.reason(),
                letter.since(),
                letter.last(),
                Math.max(letter.replayed(), newest));
    }

    private static String reason(ConsumerRecord<byte[], byte[]> record) {
        var header = record.headers().lastHeader("reason");
        return header == null ? "no reason was given" : new String(header.value(), UTF_8);
    }

    /** What a letter says: its record's value. */
    public byte @Nullable [] content(Letter letter) {
        var found = new ArrayList<byte[]>();
        read(
                List.of(Topic.deadLettersOf(letter.topic())),
                record -> {
                    if (record.offset() == letter.record().letter()) found.add(record.value());
                });
        return found.isEmpty() ? null : found.get(0);
    }

    /**
     * Hands letters to the readers of their topics once more, in the order in which they lie here;
     * returns when the broker has them all.
     */
    public void replay(Collection<Letter> letters) {
        var wanted = new TreeMap<String, Set<Long>>();
        for (var letter : letters) {
            wanted.computeIfAbsent(Topic.deadLettersOf(letter.topic()), topic -> new HashSet<>())
                    .add(letter.record().letter());
        }
        var failure = new AtomicReference<@Nullable Exception>();
        try (var producer =
                new KafkaProducer<byte @Nullable [], byte @Nullable []>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrap,
                                ProducerConfig.ACKS_CONFIG,
                                "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            read(
                    List.copyOf(wanted.keySet()),
                    record -> {
                        if (wanted.getOrDefault(record.topic(), Set.of())
                                .contains(record.offset())) {
                            Replay.of(record)
                                    .ifPresent(
                                            replay ->
                                                    producer.send(
                                                            replay.toRecord(),
                                                            (place, error) -> {
                                                                if (error != null)
                                                                    failure.set(error);
                                                            }));
                        }
                    });
            producer.flush();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("the broker did not take a replay", failure.get());
        }
    }

    private void read(List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrap,
                                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                15_000,
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            // Each has one partition; the broker is asked once for all of them.
            var partitions = topics.stream().map(topic -> new TopicPartition(topic, 0)).toList();
            var ends = consumer.endOffsets(partitions);
            var held = new ArrayList<TopicPartition>();
            consumer.beginningOffsets(partitions)
                    .forEach(
                            (partition, begin) -> {
                                if (begin < ends.getOrDefault(partition, 0L)) held.add(partition);
                            });
            consumer.assign(held);
            consumer.seekToBeginning(held);
            while (held.stream()
                    .anyMatch(place -> consumer.position(place) < ends.getOrDefault(place, 0L))) {
                consumer.poll(Duration.ofMillis(500)).forEach(each);
            }
        }
    }
}
