package com.bloompetos.local.clickhouse.engine;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Spreads a table's parts over the disk. Each insert makes ten files and each merge deletes as many
 * as it read; on an ext4 without a journal, which sandboxes and cloud machines like to have, a new
 * file steps over every inode its neighbourhood lost in the last minutes, and that came to two
 * thirds of an insert's cost. A directory marked as a top directory gives each part a neighbourhood
 * of its own. Other file systems say no, and lose nothing.
 */
final class TableDirectories {
    private static final long GET_FLAGS = 0x80086601L;
    private static final long SET_FLAGS = 0x40086602L;
    private static final int TOP_DIRECTORY = 0x00020000;

    private final Path store;
    private final Set<Path> marked = new HashSet<>();

    TableDirectories(Path data) {
        store = data.resolve("store");
    }

    /** Marks the tables that have come since the last call. */
    synchronized void mark() throws IOException {
        if (!Files.isDirectory(store)) {
            return;
        }
        try (var groups = Files.newDirectoryStream(store)) {
            for (var group : groups) {
                try (var tables = Files.newDirectoryStream(group)) {
                    for (var table : tables) {
                        if (marked.add(table)) {
                            mark(table);
                        }
                    }
                }
            }
        }
    }

    private static void mark(Path directory) {
        int file = call("open", directory.toString(), 0);
        if (file < 0) {
            return;
        }
        try (var flags = new Memory(Long.BYTES)) {
            if (call("ioctl", file, GET_FLAGS, flags) == 0) {
                flags.setInt(0, flags.getInt(0) | TOP_DIRECTORY);
                call("ioctl", file, SET_FLAGS, flags);
            }
        } finally {
            call("close", file);
        }
    }

    private static int call(String function, Object... arguments) {
        return Function.getFunction("c", function).invokeInt(arguments);
    }
}
