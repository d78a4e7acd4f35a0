package com.bloompetos.stream.risk;

import com.bloompetos.insight.risk.ClientHistory;
import com.bloompetos.insight.risk.Weights;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * What the score remembers, every key beginning with the organization.
 *
 * <p>Size: a client, a pet and a service each cost some 90 bytes for as long as they exist (10 MB
 * for 100,000 clients); weights stop at 2^18 slots an organization, a few thousand in practice; an
 * appointment costs 300 bytes until {@link ScoreAndLearn} forgets it.
 */
final class Stores {
    static final String HISTORY = "client-history";
    static final String WEIGHTS = "weights";
    static final String SEEN = "appointments-seen";
    static final String OWNERS = "pet-owners";
    static final String CATEGORIES = "service-categories";

    private Stores() {}

    static Set<StoreBuilder<?>> all() {
        return Set.of(
                store(HISTORY, serde(ClientHistory::toBytes, ClientHistory::of)),
                store(WEIGHTS, serde(Weights.Weight::toBytes, Weights.Weight::of)),
                store(SEEN, serde(Seen::toBytes, Seen::of)),
                store(OWNERS, Serdes.String()),
                store(CATEGORIES, Serdes.String()));
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name),
                        Serdes.String(),
                        values)
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
    }

    private static <V> Serde<V> serde(Function<V, byte[]> write, Function<byte[], V> read) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : write.apply(value),
                (topic, bytes) -> bytes == null ? null : read.apply(bytes));
    }
}
