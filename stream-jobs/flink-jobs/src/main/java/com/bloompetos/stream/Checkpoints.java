package com.bloompetos.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One job's checkpoints on disk. */
final class Checkpoints {
    private static final String PREFIX = "chk-";

    private final Path root;
    private final Job job;

    Checkpoints(Path root, Job job) {
        this.root = root;
        this.job = job;
    }

    /** Where this job keeps them. */
    Path folder() {
        return root.resolve(job.name());
    }

    /** The newest one that was completed; whatever else a killed program left behind is removed. */
    Optional<Path> newest() throws IOException {
        var all = all();
        var newest =
                all.stream()
                        .filter(checkpoint -> Files.exists(checkpoint.resolve("_metadata")))
                        .max(Comparator.comparingLong(Checkpoints::number));
        for (var checkpoint : all) {
            if (!newest.equals(Optional.of(checkpoint))) {
                delete(checkpoint);
            }
        }
        return newest;
    }

    private List<Path> all() throws IOException {
        var own = folder().resolve(job.id().toString());
        if (!Files.isDirectory(own)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(own)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring(PREFIX.length()));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
