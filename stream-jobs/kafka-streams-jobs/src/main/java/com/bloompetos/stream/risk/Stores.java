package com.bloompetos.stream.risk;

import com.bloompetos.insight.risk.Client;
import com.bloompetos.insight.risk.Weights;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * What the score remembers, every key beginning with the organization where nothing else is said.
 *
 * <p>Size: a client, a pet and a service each cost some 120 bytes for as long as they exist (12 MB
 * for 100,000 clients); weights stop at 2^18 slots an organization, some ten thousand in practice;
 * an appointment costs 600 bytes until {@link ScoreAndLearn} forgets it, and an entry of {@link
 * #MORNINGS} until its day.
 */
final class Stores {
    static final String CLIENTS = "clients";
    static final String WEIGHTS = "weights";
    static final String SEEN = "appointments-seen";
    static final String BONDS = "appointment-bonds";
    static final String PETS = "pets";
    static final String SERVICES = "services";

    /** Keyed by the instant of the morning, then the appointment: the earliest come first. */
    static final String MORNINGS = "mornings";

    private Stores() {}

    static Set<StoreBuilder<?>> all() {
        return Set.of(
                store(CLIENTS, serde(Client::toBytes, Client::of)),
                store(WEIGHTS, serde(Weights.Weight::toBytes, Weights.Weight::of)),
                store(SEEN, serde(Seen::toBytes, Seen::of)),
                store(BONDS, serde(Bonds::toBytes, Bonds::of)),
                store(PETS, serde(Stores::toBytes, Stores::pet)),
                store(SERVICES, serde(Stores::toBytes, Stores::service)),
                store(MORNINGS, Serdes.ByteArray()));
    }

    private static byte[] toBytes(Change.Pet pet) {
        return Bytes.write(
                out -> {
                    out.writeUTF(pet.id());
                    out.writeUTF(pet.owner());
                    out.writeUTF(pet.species());
                });
    }

    private static Change.Pet pet(byte[] bytes) {
        return Bytes.read(bytes, in -> new Change.Pet(in.readUTF(), in.readUTF(), in.readUTF()));
    }

    private static byte[] toBytes(Change.Service service) {
        return Bytes.write(
                out -> {
                    out.writeUTF(service.id());
                    out.writeUTF(service.category());
                    out.writeLong(service.depositCents());
                });
    }

    private static Change.Service service(byte[] bytes) {
        return Bytes.read(
                bytes, in -> new Change.Service(in.readUTF(), in.readUTF(), in.readLong()));
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
