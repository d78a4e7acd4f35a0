package com.bloompetos.stream.change;

import com.bloompetos.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dead letters to {@code dlq.<topic>}: key and value unchanged, reason and position in the headers.
 */
public final class KafkaDeadLetters implements DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaDeadLetters.class);

    private final String bootstrap;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    private KafkaDeadLetters(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    public static Opener at(String bootstrap) {
        return () -> new KafkaDeadLetters(bootstrap);
    }

    @Override
    public synchronized void send(DeadLetter letter) {
        LOG.warn(
                "dead letter {}-{}@{}: {}",
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.reason());
        var headers =
                List.of(
                        header("reason", letter.reason()),
                        header("topic", letter.topic()),
                        header("partition", String.valueOf(letter.partition())),
                        header("offset", String.valueOf(letter.offset())));
        var record =
                new ProducerRecord<byte @Nullable [], byte @Nullable []>(
                        Topic.deadLettersOf(letter.topic()),
                        null,
                        letter.key(),
                        letter.value(),
                        List.copyOf(headers));
        producer()
                .send(
                        record,
                        (meta, error) -> {
                            if (error != null) {
                                failure.compareAndSet(
                                        null,
                                        new IllegalStateException(
                                                "a dead letter was not taken", error));
                            }
                        });
    }

    @Override
    public synchronized void flush() {
        if (producer != null) {
            producer.flush();
        }
        var failed = failure.getAndSet(null);
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
            producer = null;
        }
    }

    // Made with the first letter: most programs never send one, and a producer holds buffers and a
    // thread.
    private KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            producer =
                    new KafkaProducer<>(
                            Map.of(
                                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                    bootstrap,
                                    ProducerConfig.ACKS_CONFIG,
                                    "all",
                                    ProducerConfig.BUFFER_MEMORY_CONFIG,
                                    8L << 20,
                                    ProducerConfig.CLIENT_ID_CONFIG,
                                    ""),
                            new ByteArraySerializer(),
                            new ByteArraySerializer());
        }
        return producer;
    }

    private static RecordHeader header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
