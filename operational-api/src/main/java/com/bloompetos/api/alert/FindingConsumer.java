package com.bloompetos.api.alert;

import com.bloompetos.api.ApiConfiguration;
import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Replay;
import com.bloompetos.events.Topic;
import com.bloompetos.events.insight.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Reads findings, one after the other, into the alert book. A place in the topic is left behind
 * only when its alert is committed: a crash repeats findings and loses none.
 */
@Component
@Lazy(false)
class FindingConsumer implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(FindingConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(3);

    private final ApiConfiguration configuration;
    private final FindingTaker taker;
    private final Thread thread = new Thread(this::run, "findings");
    private volatile boolean running;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

    FindingConsumer(
            ApiConfiguration configuration, FindingFollower alerts, DeadLetters deadLetters) {
        this.configuration = configuration;
        this.taker = new FindingTaker(this::read, alerts::follow, deadLetters::send, PAUSE);
    }

    @Override
    public void start() {
        running = true;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop() {
        running = false;
        var polling = consumer;
        if (polling != null) {
            polling.wakeup(); // An interrupt would break off its good-bye to the group, too.
        }
        try {
            thread.join(LONGEST_STOP.toMillis());
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try (var polling = new KafkaConsumer<byte[], byte[]>(settings())) {
                consumer = polling;
                polling.subscribe(List.of(Topic.FINDINGS.name(), Topic.REPLAYS.name()));
                follow(polling);
            } catch (WakeupException | InterruptedException stopping) {
                return; // What is not committed comes again.
            } catch (KafkaException lost) {
                log.warn("findings are read anew after: {}", lost.toString());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> polling) throws InterruptedException {
        while (running) {
            var records = polling.poll(POLL);
            for (var record : records) {
                if (record.topic().equals(Topic.FINDINGS.name())) {
                    taker.take(record);
                } else {
                    takeReplayed(record);
                }
            }
            if (!records.isEmpty()) {
                polling.commitSync();
            }
        }
    }

    private void takeReplayed(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        var finding =
                Replay.of(record)
                        .filter(replay -> replay.source().topic().equals(Topic.FINDINGS.name()));
        if (finding.isPresent()) {
            taker.take(finding.get().atItsSource());
        }
    }

    private Finding read(byte[] value) {
        return ConfluentAvro.at(configuration.registry().toString()).decode(value, Finding.class);
    }

    private Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                configuration.kafka(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "bloom-insights",
                // A broker that is away is asked every five seconds, not ten times in one.
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                5_000,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                100,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class);
    }
}
