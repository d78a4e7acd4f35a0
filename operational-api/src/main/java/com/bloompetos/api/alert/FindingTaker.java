package com.bloompetos.api.alert;

import com.bloompetos.events.RegistryUnavailable;
import com.bloompetos.events.UnreadableRecord;
import com.bloompetos.events.insight.Finding;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Takes one record of findings: afterwards its alert is committed, or it lies with the dead letters
 * and those behind it are not held up.
 */
final class FindingTaker {
    private static final Logger log = LoggerFactory.getLogger(FindingTaker.class);

    private final Function<byte[], Finding> read;
    private final Consumer<Finding> follow;
    private final BiConsumer<ConsumerRecord<byte[], byte[]>, String> setAside;
    private final Duration pause;

    FindingTaker(
            Function<byte[], Finding> read,
            Consumer<Finding> follow,
            BiConsumer<ConsumerRecord<byte[], byte[]>, String> setAside,
            Duration pause) {
        this.read = read;
        this.follow = follow;
        this.setAside = setAside;
        this.pause = pause;
    }

    void take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        if (record.value() == null) {
            return; // A tombstone: the topic forgets it, the alert's history does not.
        }
        while (true) {
            try {
                follow.accept(read.apply(record.value()));
                return;
            } catch (UnreadableRecord
                    | DataIntegrityViolationException
                    | IllegalArgumentException bad) {
                var reason = String.valueOf(bad.getMessage());
                log.warn("finding to the dead letters: {}", reason);
                setAside.accept(record, reason);
                return;
            } catch (DataAccessException | TransactionException | RegistryUnavailable away) {
                // The record may be fine: it waits, and so does its partition.
                log.warn("findings wait: {}", String.valueOf(away.getMessage()));
                Thread.sleep(pause.toMillis());
            }
        }
    }
}
