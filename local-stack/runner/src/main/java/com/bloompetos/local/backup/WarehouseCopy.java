package com.bloompetos.local.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * The warehouse by its engine's own BACKUP: parts never change, so they are copied while it works.
 * The log of statements stays, and so do tables in memory.
 */
public final class WarehouseCopy {
    private static final String FILE = "warehouse.tar.gz";
    private static final String NAME = "bloom";

    private final Questions engine;
    private final Path places;

    /** Asks the engine as an administrator. */
    @FunctionalInterface
    public interface Questions {
        String ask(String sql) throws IOException, InterruptedException;
    }

    /**
     * @param data the engine's own folder: it writes backups below it and nowhere else
     */
    public WarehouseCopy(Questions engine, Path data) {
        this.engine = engine;
        this.places = data.resolve("backups");
    }

    public void write(BackupFolder folder) throws IOException, InterruptedException {
        delete();
        try {
            engine.ask(
                    "backup database raw, database staging, database mart, database ledger"
                            + " except tables ledger.query_log to File('%s')".formatted(NAME));
            try (var archive = new Archive(folder.write(FILE))) {
                archive.add(places.resolve(NAME), path -> true);
            }
        } finally {
            delete();
        }
    }

    /**
     * Into an engine that holds nothing.
     *
     * @param withRaw whether the mirror's rows come back, too: else only their tables, for the
     *     topics to fill
     */
    public void restore(BackupFolder folder, boolean withRaw)
            throws IOException, InterruptedException {
        delete();
        try {
            Archive.unpack(folder.path(FILE), places.resolve(NAME));
            engine.ask(
                    "restore database raw from File('%s')%s"
                            .formatted(NAME, withRaw ? "" : " settings structure_only = 1"));
            engine.ask(
                    "restore database staging, database mart, database ledger except tables ledger.query_log from File('%s')"
                            .formatted(NAME));
        } finally {
            delete();
        }
    }

    private void delete() throws IOException {
        var place = places.resolve(NAME);
        if (!Files.exists(place)) return;
        try (var files = Files.walk(place)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
