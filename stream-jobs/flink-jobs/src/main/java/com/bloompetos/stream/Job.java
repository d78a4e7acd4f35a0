package com.bloompetos.stream;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job of its own: it fails, restarts and is restored without the others.
 *
 * @param name names its checkpoints and its consumer group
 */
record Job(String name, Consumer<StreamExecutionEnvironment> definition) {
    /** The same in every run, so that its checkpoints are found where they were. */
    JobID id() {
        var hash = UUID.nameUUIDFromBytes(("bloom-" + name).getBytes(StandardCharsets.UTF_8));
        return new JobID(hash.getLeastSignificantBits(), hash.getMostSignificantBits());
    }
}
