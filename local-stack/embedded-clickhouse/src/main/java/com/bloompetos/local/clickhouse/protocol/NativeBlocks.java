package com.bloompetos.local.clickhouse.protocol;

import com.clickhouse.data.ClickHouseCityHash;
import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/**
 * ClickHouse's own compressed blocks: CityHash128 of what follows, method, both sizes, data. They
 * are what {@code compress=1} and {@code decompress=1} mean.
 */
final class NativeBlocks {
    private static final byte NONE = 0x02;
    private static final byte LZ4 = (byte) 0x82;
    private static final byte ZSTD = (byte) 0x90;
    private static final int CHECKSUM = 16;
    private static final int HEADER = 9;
    private static final int BLOCK = 1 << 16;
    private static final int LARGEST = 1 << 30;

    private NativeBlocks() {}

    /** Compresses with LZ4, as a server does by default. */
    static OutputStream compress(OutputStream out) {
        return new OutputStream() {
            private final byte[] raw = new byte[BLOCK];
            private int filled;

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                while (length > 0) {
                    int part = Math.min(length, BLOCK - filled);
                    System.arraycopy(bytes, from, raw, filled, part);
                    filled += part;
                    from += part;
                    length -= part;
                    if (filled == BLOCK) {
                        block();
                    }
                }
            }

            private void block() throws IOException {
                var compressor = LZ4Factory.fastestInstance().fastCompressor();
                var block = new byte[CHECKSUM + HEADER + compressor.maxCompressedLength(filled)];
                int start = CHECKSUM + HEADER;
                int size = HEADER + compressor.compress(raw, 0, filled, block, start);
                var head = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
                head.put(CHECKSUM, LZ4).putInt(CHECKSUM + 1, size).putInt(CHECKSUM + 5, filled);
                var hash = ClickHouseCityHash.cityHash128(block, CHECKSUM, size);
                head.putLong(0, hash[0]).putLong(Long.BYTES, hash[1]);
                out.write(block, 0, CHECKSUM + size);
                filled = 0;
            }

            @Override
            public void close() throws IOException {
                if (filled > 0) {
                    block();
                }
                out.close();
            }
        };
    }

    static InputStream decompress(InputStream in) {
        return new InputStream() {
            private byte[] raw = new byte[0];
            private int at;

            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                if (at == raw.length && !block()) {
                    return -1;
                }
                int part = Math.min(length, raw.length - at);
                System.arraycopy(raw, at, bytes, from, part);
                at += part;
                return part;
            }

            private boolean block() throws IOException {
                var head = in.readNBytes(CHECKSUM + HEADER);
                if (head.length == 0) {
                    return false;
                }
                if (head.length < CHECKSUM + HEADER) {
                    throw new IOException("A compressed block ends inside its header.");
                }
                var numbers = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
                int size = numbers.getInt(CHECKSUM + 1);
                int rawSize = numbers.getInt(CHECKSUM + 5);
                if (size < HEADER || size > LARGEST || rawSize < 0 || rawSize > LARGEST) {
                    throw new IOException(
                            "A compressed block claims "
                                    + size
                                    + " bytes holding "
                                    + rawSize
                                    + ".");
                }
                var block = Arrays.copyOfRange(head, CHECKSUM, CHECKSUM + size);
                if (in.readNBytes(block, HEADER, size - HEADER) < size - HEADER) {
                    throw new IOException("A compressed block ends too early.");
                }
                var hash = ClickHouseCityHash.cityHash128(block, 0, size);
                if (hash[0] != numbers.getLong(0) || hash[1] != numbers.getLong(Long.BYTES)) {
                    throw new IOException("Checksum doesn't match: corrupted data.");
                }
                raw = unpack(block, rawSize);
                at = 0;
                return raw.length > 0 || block();
            }
        };
    }

    private static byte[] unpack(byte[] block, int rawSize) throws IOException {
        try {
            return switch (block[0]) {
                case NONE -> Arrays.copyOfRange(block, HEADER, HEADER + rawSize);
                case LZ4 ->
                        LZ4Factory.fastestInstance()
                                .fastDecompressor()
                                .decompress(block, HEADER, rawSize);
                case ZSTD ->
                        Zstd.decompress(Arrays.copyOfRange(block, HEADER, block.length), rawSize);
                default ->
                        throw new IOException(
                                "Unknown compression method " + (block[0] & 0xff) + ".");
            };
        } catch (LZ4Exception e) {
            throw new IOException("A compressed block cannot be read.", e);
        }
    }
}
