package com.bloompetos.stream.risk;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Topic;
import com.bloompetos.events.appointment.RiskScore;
import com.bloompetos.insight.risk.NoShowRisk;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Changes of appointments and of what binds clients to them in, risk scores out: each booking meets
 * its client's history and what outcomes taught.
 */
public final class NoShowRiskTopology {
    private static final List<String> READ =
            List.of(
                    Topic.APPOINTMENTS.name(),
                    Topic.PETS.name(),
                    Topic.SERVICES.name(),
                    Topic.REMINDERS.name(),
                    Topic.DEPOSITS.name());

    private NoShowRiskTopology() {}

    public static Topology build(NoShowRisk model, ConfluentAvro avro) {
        var builder = new StreamsBuilder();
        builder.stream(
                        READ,
                        Consumed.with(Serdes.ByteArray(), changes(avro)).withName("read-changes"))
                // A delete is told twice, by its change and by a tombstone; the change says more.
                .filter((key, change) -> change != null, Named.as("drop-tombstones"))
                .filter(
                        (key, change) -> !(change.row() instanceof Change.Other),
                        Named.as("drop-what-says-nothing"))
                .selectKey((key, change) -> change.organization(), Named.as("key-by-organization"))
                // One organization learns in one place; its weights live in the store beside it.
                .repartition(
                        Repartitioned.with(Serdes.String(), changes(avro))
                                .withName("by-organization")
                                .withNumberOfPartitions(Topic.APPOINTMENTS.partitions()))
                .process(new Scorer(model), Named.as("score-and-learn"))
                .to(
                        Topic.RISK_SCORES.name(),
                        Produced.with(Serdes.String(), avro.serde(RiskScore.class))
                                .withName("write-scores"));
        return builder.build();
    }

    /** Changes keep the bytes they came in, so no second schema stands on the way. */
    private static Serde<Change> changes(ConfluentAvro avro) {
        return Serdes.serdeFrom(
                (topic, change) -> change == null ? null : change.bytes(),
                (topic, bytes) -> bytes == null ? null : Change.of(bytes, avro.decode(bytes)));
    }

    private record Scorer(NoShowRisk model)
            implements ProcessorSupplier<String, Change, String, RiskScore> {
        @Override
        public Processor<String, Change, String, RiskScore> get() {
            return new ScoreAndLearn(model);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Stores.all();
        }
    }
}
