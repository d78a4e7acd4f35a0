package com.bloompetos.insight.risk;

import java.nio.ByteBuffer;

/** How one client's earlier appointments ended, as far as it was known at a moment. */
public record ClientHistory(int kept, int missed, boolean lastMissed) {
    public static final ClientHistory NONE = new ClientHistory(0, 0, false);
    public static final int BYTES = 9;

    public ClientHistory {
        if (kept < 0 || missed < 0) {
            throw new IllegalArgumentException(kept + " kept, " + missed + " missed");
        }
    }

    public ClientHistory with(boolean missedNow) {
        return missedNow
                ? new ClientHistory(kept, missed + 1, true)
                : new ClientHistory(kept + 1, missed, false);
    }

    public int appointments() {
        return kept + missed;
    }

    /** Three appointments at the usual rate are added, so that one outcome alone proves little. */
    public double smoothedRate(double usual) {
        return (missed + 3 * usual) / (appointments() + 3);
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .putInt(kept)
                .putInt(missed)
                .put((byte) (lastMissed ? 1 : 0))
                .array();
    }

    public static ClientHistory of(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return new ClientHistory(buffer.getInt(), buffer.getInt(), buffer.get() == 1);
    }
}
