package com.bloompetos.insight.risk;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Where one organization's learned weights live: an array, a map or a store beside the stream. */
public interface Weights {
    /** The weight of one slot, or nothing when no outcome has taught it yet. */
    @Nullable Weight find(int slot);

    void put(int slot, Weight weight);

    /**
     * What follow-the-regularised-leader keeps per slot: shifted gradient sum and squared gradient
     * sum.
     */
    record Weight(double z, double n) {
        public static final Weight NONE = new Weight(0, 0);

        public byte[] toBytes() {
            return ByteBuffer.allocate(16).putDouble(z).putDouble(n).array();
        }

        public static Weight of(byte[] bytes) {
            var buffer = ByteBuffer.wrap(bytes);
            return new Weight(buffer.getDouble(), buffer.getDouble());
        }
    }
}
