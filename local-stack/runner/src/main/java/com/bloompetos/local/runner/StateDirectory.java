package com.bloompetos.local.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Where one stack keeps everything: {@code data/}, {@code logs/}, {@code run/} and its secrets. */
public record StateDirectory(Path root) {
    private static final long NEEDED_BYTES = 8L << 30;
    private static final long TOO_LITTLE_BYTES = 100L << 20;

    static StateDirectory fromEnvironment(Checkout checkout) {
        var given = System.getenv("BLOOM_STATE");
        return new StateDirectory(
                given == null
                        ? checkout.root().resolve(".bloom")
                        : Path.of(given).toAbsolutePath());
    }

    Path data(String part) {
        return root.resolve("data").resolve(part);
    }

    public Path log(String part) {
        return made(root.resolve("logs")).resolve(part + ".log");
    }

    Path run(String file) {
        return made(root.resolve("run")).resolve(file);
    }

    Path secrets() {
        return made(root).resolve("secrets.properties");
    }

    static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot make " + directory, refused);
        }
    }

    /** All of it; nothing may be running from there. */
    void delete() throws IOException {
        if (!Files.exists(root)) return;
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    void requireSpace() {
        var free = free();
        if (free < NEEDED_BYTES) {
            throw new Complaint(
                    "%s has %.1f GB free and 8 GB are needed: free some, or set BLOOM_STATE to another disk."
                            .formatted(root, free / (double) (1 << 30)));
        }
    }

    /**
     * A sentence once parts can no longer write, else empty: what they say themselves is obscure.
     */
    String fullDisk() {
        var free = free();
        return free >= TOO_LITTLE_BYTES
                ? ""
                : "the disk of %s is full (%d MB free)".formatted(root, free >> 20);
    }

    private long free() {
        try {
            return Files.getFileStore(made(root)).getUsableSpace();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the free space of " + root, unreadable);
        }
    }
}
