package com.bloompetos.stream.progress;

import java.time.Duration;
import java.util.Optional;

/**
 * How far the pipeline is behind its database.
 *
 * @param age since the newest heartbeat that stands in the warehouse was committed
 * @param keptBytes of the log that PostgreSQL keeps for the connector
 * @param walStatus PostgreSQL's own word on the slot: {@code reserved} or {@code extended} while
 *     all is well; empty when there is no slot
 */
record Progress(Duration age, long keptBytes, String walStatus) {
    /** A quarter of what PostgreSQL keeps before it gives the slot up. */
    static final long MOST_KEPT_BYTES = 1L << 30;

    /** What is wrong, in one sentence for people; nothing while all is well. */
    Optional<String> trouble(Duration staleAfter) {
        if (walStatus.equals("lost") || walStatus.equals("unreserved")) {
            return Optional.of(
                    "PostgreSQL has given up the log that the connector still needs: numbers stand still until a new snapshot");
        }
        if (age.compareTo(staleAfter) > 0) {
            return Optional.of(
                    "Numbers are %d s old: changes are committed and do not arrive"
                            .formatted(age.toSeconds()));
        }
        if (keptBytes > MOST_KEPT_BYTES) {
            return Optional.of(
                    "PostgreSQL keeps %d MB of log for the connector, which does not come to fetch it"
                            .formatted(keptBytes >> 20));
        }
        return Optional.empty();
    }
}
