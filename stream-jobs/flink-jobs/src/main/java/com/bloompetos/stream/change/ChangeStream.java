package com.bloompetos.stream.change;

import com.bloompetos.events.Topic;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * The changes a job reads, and what belongs to reading them: where unreadable ones go, and when the
 * past is over.
 *
 * @param source the changes as they come, tombstones and unreadable ones among them
 * @param ends how far the topics reach, for a job that must know when it is live; null for the
 *     mirror
 * @param deadLetters where records go that the job cannot use; unreadable ones are the mirror's to
 *     report
 */
public record ChangeStream(
        Source<Change, ?, ?> source, @Nullable EndOffsets ends, Sink<DeadLetter> deadLetters) {
    /**
     * How long the broker holds a question until it is worth an answer. Each answer costs the
     * broker and the job the same, however little it brings.
     */
    public enum Pace {
        /** Every change at once; the wait is that of one partition for a question about others. */
        AT_ONCE(Duration.ofMillis(20), 1),
        /** For what is stored in batches anyway. */
        GATHERED(Duration.ofMillis(100), 256 << 10),
        /** For what nobody watches arrive. */
        AT_LEISURE(Duration.ofMillis(250), 256 << 10);

        private final Duration wait;
        private final int bytes;

        Pace(Duration wait, int bytes) {
            this.wait = wait;
            this.bytes = bytes;
        }
    }

    private static final OutputTag<DeadLetter> UNREADABLE =
            new OutputTag<>("unreadable", TypeInformation.of(DeadLetter.class));

    /**
     * These topics from the broker, and what is replayed of them, gated by {@link CatchUpGate};
     * {@code job} names the consumer group.
     *
     * @param pace what the job can wait for
     */
    public static ChangeStream of(
            String kafka, String registry, String job, Pace pace, Topic... topics) {
        var own = Arrays.stream(topics).map(Topic::name).toList();
        var names = Stream.concat(own.stream(), Stream.of(Topic.REPLAYS.name())).toList();
        return new ChangeStream(
                kafkaSource(kafka, registry, job, pace, anyOf(own)).setTopics(names).build(),
                EndOffsets.of(kafka, names),
                new DeadLetterSink(KafkaDeadLetters.at(kafka)));
    }

    /** Every topic of this pattern, new ones included, and what is replayed of them; ungated. */
    public static ChangeStream of(
            String kafka, String registry, String job, Pace pace, Pattern topics) {
        var withReplays = Pattern.compile(topics + "|" + Pattern.quote(Topic.REPLAYS.name()));
        return new ChangeStream(
                kafkaSource(kafka, registry, job, pace, topics)
                        .setTopicPattern(withReplays)
                        .build(),
                null,
                new DeadLetterSink(KafkaDeadLetters.at(kafka)));
    }

    /** Reads them: what comes out is a create, update, delete or snapshot, nothing else. */
    public DataStream<Change> read(StreamExecutionEnvironment env) {
        DataStream<Change> changes =
                env.fromSource(source, WatermarkStrategy.noWatermarks(), "changes").uid("changes");
        if (ends != null) {
            changes =
                    changes.transform("catch-up-gate", changes.getType(), new CatchUpGate(ends))
                            .uid("catch-up-gate")
                            .setParallelism(1)
                            .setMaxParallelism(1);
        }
        SingleOutputStreamOperator<Change> readable =
                changes.process(new SetAside())
                        .returns(changes.getType())
                        .name("set-unreadable-aside")
                        .uid("set-unreadable-aside");
        if (ends
                == null) { // The mirror: it reads every topic, so one poison makes one dead letter.
            readable.getSideOutput(UNREADABLE)
                    .sinkTo(deadLetters)
                    .name("dead-letters")
                    .uid("dead-letters");
        }
        return readable;
    }

    private static Pattern anyOf(List<String> topics) {
        return Pattern.compile(
                topics.stream().map(Pattern::quote).collect(Collectors.joining("|")));
    }

    private static KafkaSourceBuilder<Change> kafkaSource(
            String kafka, String registry, String job, Pace pace, Pattern topics) {
        var consumer = new Properties();
        consumer.setProperty("fetch.max.wait.ms", String.valueOf(pace.wait.toMillis()));
        consumer.setProperty("fetch.min.bytes", String.valueOf(pace.bytes));
        consumer.setProperty("fetch.max.bytes", String.valueOf(8 << 20));
        consumer.setProperty("max.poll.records", "2000");
        consumer.setProperty("partition.discovery.interval.ms", "10000");
        consumer.setProperty("metadata.max.age.ms", "10000");
        consumer.setProperty("reconnect.backoff.max.ms", "1000");
        consumer.setProperty("allow.auto.create.topics", "false");
        consumer.setProperty(
                "commit.offsets.on.checkpoint", "true"); // Only so that lag is visible.
        consumer.setProperty("isolation.level", "read_committed"); // Risk scores come exactly once.
        return KafkaSource.<Change>builder()
                .setBootstrapServers(kafka)
                .setGroupId("bloom-" + job)
                .setClientIdPrefix("bloom-" + job)
                // Without a checkpoint there is no state either: then the log from its beginning is
                // the truth.
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperties(consumer)
                .setDeserializer(new ChangeDeserializer(registry, topics));
    }

    /**
     * Tombstones repeat a delete that was already told; what cannot be read goes where people will
     * look at it.
     */
    private static final class SetAside extends ProcessFunction<Change, Change>
            implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Change change, Context context, Collector<Change> out) {
            switch (change.op()) {
                case TOMBSTONE -> {}
                case UNREADABLE -> context.output(UNREADABLE, change.refused(change.reason()));
                case CREATE, UPDATE, DELETE, SNAPSHOT -> out.collect(change);
            }
        }
    }
}
