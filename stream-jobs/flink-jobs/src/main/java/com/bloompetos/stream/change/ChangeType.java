package com.bloompetos.stream.change;

import com.bloompetos.events.ConfluentAvro;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Tells Flink how a change travels: as the bytes that came from Kafka, decoded again where it
 * arrives.
 *
 * <p>Inside a chain nothing is copied. A change is never kept in state: keep what you need of it.
 */
final class ChangeType extends TypeInformation<Change> {
    private static final long serialVersionUID = 1L;

    private final String registry;

    ChangeType(String registry) {
        this.registry = registry;
    }

    @Override
    public TypeSerializer<Change> createSerializer(SerializerConfig config) {
        return new Serializer(registry);
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<Change> getTypeClass() {
        return Change.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof ChangeType;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChangeType type && type.registry.equals(registry);
    }

    @Override
    public int hashCode() {
        return registry.hashCode();
    }

    @Override
    public String toString() {
        return "Change";
    }

    static final class Serializer extends TypeSerializer<Change> {
        private static final long serialVersionUID = 1L;

        private final String registry;

        Serializer(String registry) {
            this.registry = registry;
        }

        @Override
        public void serialize(Change change, DataOutputView out) throws IOException {
            var origin = change.origin();
            out.writeUTF(origin.topic());
            out.writeInt(origin.partition());
            out.writeLong(origin.offset());
            out.writeLong(origin.timestamp());
            out.writeLong(origin.replay());
            write(origin.key(), out);
            write(origin.value(), out);
        }

        @Override
        public Change deserialize(DataInputView in) throws IOException {
            var topic = in.readUTF();
            var partition = in.readInt();
            var offset = in.readLong();
            var timestamp = in.readLong();
            var replay = in.readLong();
            var origin =
                    new Origin(topic, partition, offset, timestamp, read(in), read(in), replay);
            return Change.of(origin, ConfluentAvro.at(registry));
        }

        @Override
        public void copy(DataInputView in, DataOutputView out) throws IOException {
            out.writeUTF(in.readUTF());
            out.write(in, Integer.BYTES + 3 * Long.BYTES);
            write(read(in), out);
            write(read(in), out);
        }

        private static void write(byte @Nullable [] bytes, DataOutputView out) throws IOException {
            out.writeInt(bytes == null ? -1 : bytes.length);
            if (bytes != null) {
                out.write(bytes);
            }
        }

        private static byte @Nullable [] read(DataInputView in) throws IOException {
            var length = in.readInt();
            if (length < 0) {
                return null;
            }
            var bytes = new byte[length];
            in.readFully(bytes);
            return bytes;
        }

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public TypeSerializer<Change> duplicate() {
            return this;
        }

        @Override
        public Change createInstance() {
            throw new UnsupportedOperationException("a change is made from a record only");
        }

        @Override
        public Change copy(Change from) {
            return from;
        }

        @Override
        public Change copy(Change from, Change reuse) {
            return from;
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public Change deserialize(Change reuse, DataInputView in) throws IOException {
            return deserialize(in);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Serializer serializer && serializer.registry.equals(registry);
        }

        @Override
        public int hashCode() {
            return registry.hashCode();
        }

        @Override
        public TypeSerializerSnapshot<Change> snapshotConfiguration() {
            return new Snapshot(registry);
        }
    }

    /**
     * Flink insists on it; changes are not kept in state, so it has nothing to be compatible with.
     */
    public static final class Snapshot implements TypeSerializerSnapshot<Change> {
        private String registry;

        public Snapshot() {
            this("");
        }

        Snapshot(String registry) {
            this.registry = registry;
        }

        @Override
        public int getCurrentVersion() {
            return 1;
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            out.writeUTF(registry);
        }

        @Override
        public void readSnapshot(int version, DataInputView in, ClassLoader loader)
                throws IOException {
            registry = in.readUTF();
        }

        @Override
        public TypeSerializer<Change> restoreSerializer() {
            return new Serializer(Objects.requireNonNull(registry));
        }

        @Override
        public TypeSerializerSchemaCompatibility<Change> resolveSchemaCompatibility(
                TypeSerializerSnapshot<Change> old) {
            return TypeSerializerSchemaCompatibility.compatibleAsIs();
        }
    }
}
