package com.bloompetos.stream.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.Topic;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ChangeTypeTest {
    private final ChangeType.Serializer serializer =
            new ChangeType.Serializer("http://127.0.0.1:1/unused");

    @Test
    void aChangeTravelsAsTheBytesThatCame() throws Exception {
        var origin =
                new Origin(
                        Topic.SERVICES.name(),
                        1,
                        77,
                        1_700_000_000_000L,
                        new byte[] {1, 2},
                        new byte[] {9, 8},
                        3);
        var arrived = travel(Change.of(origin, new com.bloompetos.events.ConfluentAvro(null)));
        assertThat(arrived.origin()).usingRecursiveComparison().isEqualTo(origin);
        assertThat(arrived.op()).isEqualTo(Change.Op.UNREADABLE);
    }

    @Test
    void aTombstoneStaysOne() throws Exception {
        assertThat(travel(new TestChanges().tombstone(Topic.SERVICES)).op())
                .isEqualTo(Change.Op.TOMBSTONE);
    }

    private Change travel(Change change) throws Exception {
        var out = new DataOutputSerializer(64);
        serializer.serialize(change, out);
        var copied = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);
        return serializer.deserialize(new DataInputDeserializer(copied.getCopyOfBuffer()));
    }
}
