package com.bloompetos.local.clickhouse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.data.ClickHouseCityHash;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NativeBlocksTest {
    private static byte[] packed(byte[] raw) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var blocks = NativeBlocks.compress(out)) {
            blocks.write(raw);
        }
        return out.toByteArray();
    }

    private static byte[] unpacked(byte[] blocks) throws IOException {
        return NativeBlocks.decompress(new ByteArrayInputStream(blocks)).readAllBytes();
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatIsPackedComesBack() throws IOException {
        for (int length : new int[] {0, 1, 65_535, 65_536, 65_537, 300_000}) {
            assertThat(unpacked(packed(random(length)))).isEqualTo(random(length));
            assertThat(unpacked(packed(new byte[length]))).isEqualTo(new byte[length]);
        }
    }

    @Test
    void zstdBlocksAreRead() throws IOException {
        var data = Zstd.compress(random(1000));
        var block = ByteBuffer.allocate(25 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        block.position(16).put((byte) 0x90).putInt(9 + data.length).putInt(1000).put(data);
        var hash = ClickHouseCityHash.cityHash128(block.array(), 16, 9 + data.length);
        block.putLong(0, hash[0]).putLong(8, hash[1]);
        assertThat(unpacked(block.array())).isEqualTo(random(1000));
    }

    @Test
    void aChangedOrShortenedBlockIsNotRead() throws IOException {
        var block = packed(random(100));
        var changed = block.clone();
        changed[60]++;
        assertThatThrownBy(() -> unpacked(changed)).hasMessageContaining("Checksum");
        assertThatThrownBy(() -> unpacked(Arrays.copyOf(block, 80)))
                .hasMessageContaining("too early");
        assertThatThrownBy(() -> unpacked(Arrays.copyOf(block, 20))).hasMessageContaining("header");
    }
}
