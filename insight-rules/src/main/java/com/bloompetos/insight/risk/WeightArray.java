package com.bloompetos.insight.risk;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Weights in memory, for files and tests. */
public final class WeightArray implements Weights {
    private final double[] z = new double[FtrlLogistic.SLOTS + Calibration.SLOTS];
    private final double[] n = new double[FtrlLogistic.SLOTS + Calibration.SLOTS];

    @Override
    public @Nullable Weight find(int slot) {
        return n[slot] == 0 ? null : new Weight(z[slot], n[slot]);
    }

    @Override
    public void put(int slot, Weight weight) {
        z[slot] = weight.z();
        n[slot] = weight.n();
    }

    /** Taught slots only, so that a young organization's weights are small. */
    public byte[] toBytes() {
        int taught = 0;
        for (double squares : n) {
            taught += squares == 0 ? 0 : 1;
        }
        var buffer = ByteBuffer.allocate(taught * 20);
        for (int slot = 0; slot < n.length; slot++) {
            if (n[slot] != 0) {
                buffer.putInt(slot).putDouble(z[slot]).putDouble(n[slot]);
            }
        }
        return buffer.array();
    }

    public static WeightArray of(byte[] bytes) {
        var weights = new WeightArray();
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            weights.put(buffer.getInt(), new Weight(buffer.getDouble(), buffer.getDouble()));
        }
        return weights;
    }
}
