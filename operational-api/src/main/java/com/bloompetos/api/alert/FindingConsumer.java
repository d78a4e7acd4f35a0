package com.bloompetos.api.alert;

import com.bloompetos.api.ApiConfiguration;
import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.RegistryUnavailable;
import com.bloompetos.events.Topic;
import com.bloompetos.events.UnreadableRecord;
import com.bloompetos.events.insight.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Reads findings, one after the other, into the alert book. A place in the topic is left behind
 * only when its alert is committed: a crash repeats findings and loses none.
 */
@Component
@Lazy(false)
class FindingConsumer implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(FindingConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PAUSE_MS = 1_000;

    private final ApiConfiguration configuration;
    private final AlertBook alerts;
    private final DeadLetters deadLetters;
    private final Thread thread = new Thread(this::run, "findings");
    private volatile boolean running;

    FindingConsumer(ApiConfiguration configuration, AlertBook alerts, DeadLetters deadLetters) {
        this.configuration = configuration;
        this.alerts = alerts;
        this.deadLetters = deadLetters;
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
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(3).toMillis());
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
            try (var consumer = new KafkaConsumer<byte[], byte[]>(settings())) {
                consumer.subscribe(List.of(Topic.FINDINGS.name()));
                follow(consumer);
            } catch (InterruptException stopping) {
                return;
            } catch (KafkaException lost) {
                log.warn("findings are read anew after: {}", lost.toString());
                pause();
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        while (running) {
            var records = consumer.poll(POLL);
            for (var finding : records) {
                if (!take(finding)) {
                    return; // Stopping: what is not committed comes again.
                }
            }
            if (!records.isEmpty()) {
                consumer.commitSync();
            }
        }
    }

    /** Once taken, the alert is committed or the record lies with the dead letters. */
    private boolean take(ConsumerRecord<byte[], byte[]> finding) {
        while (running) {
            try {
                if (finding.value() != null) {
                    alerts.follow(read(finding.value()));
                }
                return true;
            } catch (UnreadableRecord
                    | DataIntegrityViolationException
                    | IllegalArgumentException bad) {
                log.warn("finding to the dead letters: {}", bad.getMessage());
                deadLetters.send(finding, String.valueOf(bad.getMessage()));
                return true;
            } catch (DataAccessException | TransactionException | RegistryUnavailable away) {
                log.warn("findings wait: {}", String.valueOf(away.getMessage()));
                pause();
            }
        }
        return false;
    }

    private Finding read(byte[] value) {
        return ConfluentAvro.at(configuration.registry().toString()).decode(value, Finding.class);
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    private Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                configuration.kafka(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "bloom-insights",
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
