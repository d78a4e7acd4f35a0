package com.bloompetos.stream.reconcile;

import com.bloompetos.stream.change.EndOffsets;
import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.TopicPartition;

/** Waits until everything that is committed now stands in the warehouse. */
final class Arrival {
    /** The mirror's, which says how far it has written whenever it has a checkpoint. */
    private static final String GROUP = "bloom-mirror";

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final String kafka;
    private final Source source;
    private final Mirrored mirrored;

    Arrival(String kafka, Source source, Mirrored mirrored) {
        this.kafka = kafka;
        this.source = source;
        this.mirrored = mirrored;
    }

    /**
     * First the heartbeat, which comes behind every change committed before it; then the mirror's
     * own word on how far it has written these topics.
     *
     * @return false when it took too long: the pipeline stands still or is far behind
     */
    boolean await(Collection<String> topics)
            throws SQLException, IOException, Refused, InterruptedException {
        var deadline = System.nanoTime() + LONGEST.toNanos();
        var position = source.position();
        while (mirrored.position() < position) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        var ends = EndOffsets.of(kafka, topics).now();
        try (var admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka,
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000",
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "20000"))) {
            while (!isWritten(admin, ends)) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                TimeUnit.SECONDS.sleep(1);
            }
            return true;
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the broker did not say how far the mirror is", e);
        }
    }

    private static boolean isWritten(Admin admin, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException, TimeoutException {
        var written =
                admin.listConsumerGroupOffsets(GROUP)
                        .partitionsToOffsetAndMetadata()
                        .get(30, TimeUnit.SECONDS);
        return ends.entrySet().stream()
                .allMatch(
                        end -> {
                            var offset = written.get(end.getKey());
                            return offset != null && offset.offset() >= end.getValue();
                        });
    }
}
