package com.bloompetos.stream;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.insight.risk.NoShowRisk;
import com.bloompetos.stream.risk.DeadLetters;
import com.bloompetos.stream.risk.NoShowRiskTopology;
import com.bloompetos.stream.risk.SharedRocksMemory;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the no-show score until it is told to stop, or until it breaks and someone starts it again.
 */
public final class NoShowRiskApp {
    private static final Logger LOG = LoggerFactory.getLogger(NoShowRiskApp.class);

    /** Numbered: stores of another shape, or a model of another version, read all changes again. */
    private static final String APPLICATION = "no-show-risk-2";

    private NoShowRiskApp() {}

    /** Everything that can be set, from the environment. */
    record Settings(String kafka, String registry, String stateFolder, int healthPort) {
        static Settings of(Map<String, String> environment) {
            return new Settings(
                    needed(environment, "BLOOM_KAFKA"),
                    needed(environment, "BLOOM_REGISTRY"),
                    needed(environment, "BLOOM_STREAMS_STATE"),
                    Integer.parseInt(needed(environment, "BLOOM_HEALTH_PORT")));
        }

        private static String needed(Map<String, String> environment, String name) {
            var value = environment.get(name);
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException(name + " is not set");
            }
            return value;
        }

        Properties streams() {
            var streams = new Properties();
            streams.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
            streams.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
            streams.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder);
            // Learning twice from one outcome is wrong, so this app alone runs exactly-once.
            streams.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
            // Each commit is a transaction over every topic it touched.
            streams.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 250);
            streams.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
            streams.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 32L << 20);
            streams.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksMemory.class);
            streams.put(
                    StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                    DeadLetters.class);
            streams.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
            streams.put(
                    StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
                    "earliest");
            streams.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 100);
            streams.put(
                    StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), 64 << 10);
            // A killed run must not hold back the next one's readers for a minute.
            streams.put(
                    StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                    10_000);
            streams.put(
                    StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
            return streams;
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var settings = Settings.of(System.getenv());
        LOG.info("starting {} with {}", APPLICATION, settings);
        var topology =
                NoShowRiskTopology.build(new NoShowRisk(), ConfluentAvro.at(settings.registry()));
        var stopped = new CountDownLatch(1);
        var broken = new CountDownLatch(1);
        var streams = new KafkaStreams(topology, settings.streams());
        streams.setUncaughtExceptionHandler(
                problem -> {
                    LOG.error("{} broke and stops, to be started again", APPLICATION, problem);
                    broken.countDown();
                    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
                });
        streams.setStateListener(
                (now, before) -> {
                    LOG.info("{} went from {} to {}", APPLICATION, before, now);
                    if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                        stopped.countDown();
                    }
                });
        var health =
                StreamsHealth.serve(
                        settings.healthPort(), APPLICATION, () -> streams.state().name());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> streams.close(Duration.ofSeconds(20)), "stop"));
        streams.start();
        stopped.await();
        health.stop(0);
        if (broken.getCount() == 0) {
            Runtime.getRuntime().halt(1);
        }
    }
}
