package com.bloompetos.local.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * PostgreSQL's files, its log from the connector's position on, and the connector's slot. A copy of
 * the files goes on with the same log positions; a dump would begin anew, and in the warehouse the
 * past would win over the present.
 *
 * <p>Between {@link #begin} and {@link #finish} everything else is copied, so that the log in this
 * copy reaches behind all of it.
 */
public final class DatabaseCopy implements AutoCloseable {
    private static final String FILE = "postgres.tar.gz";
    private static final String SLOT = "bloom";

    /** Whose content a server makes anew; the folders themselves must stand. */
    private static final Set<String> EMPTIED =
            Set.of(
                    "pg_wal",
                    "pg_dynshmem",
                    "pg_notify",
                    "pg_serial",
                    "pg_snapshots",
                    "pg_stat_tmp",
                    "pg_subtrans");

    private static final Set<String> LEFT_OUT =
            Set.of(
                    "postmaster.pid",
                    "postmaster.opts",
                    "backup_label",
                    "backup_label.old",
                    "tablespace_map",
                    "tablespace_map.old");

    private final Connection superuser;
    private final Path data;
    private final Archive archive;
    private final String keptFrom;

    private DatabaseCopy(Connection superuser, Path data, Archive archive, String keptFrom) {
        this.superuser = superuser;
        this.data = data;
        this.archive = archive;
        this.keptFrom = keptFrom;
    }

    /**
     * Copies the files as they are.
     *
     * @param superuser a connection of this copy's own, which it closes
     */
    public static DatabaseCopy begin(Connection superuser, Path data, BackupFolder folder)
            throws SQLException, IOException {
        // A slot beside the connector's keeps its log and its catalogue until all is copied.
        if (one(
                        superuser,
                        "select count(*) from pg_replication_slots where slot_name = '%s'"
                                .formatted(SLOT))
                .equals("0")) {
            throw new Unusable(
                    "The connector has no slot yet: wait until ./bloom status is green.");
        }
        one(
                superuser,
                "select slot_name from pg_copy_logical_replication_slot('%s', 'bloom_backup_%d', true)"
                        .formatted(SLOT, ProcessHandle.current().pid()));
        var keptFrom =
                one(
                        superuser,
                        "select restart_lsn from pg_replication_slots where slot_name = 'bloom_backup_%d'"
                                .formatted(ProcessHandle.current().pid()));
        one(superuser, "select pg_backup_start('bloom backup', true)");
        var archive = new Archive(folder.write(FILE));
        archive.add(data, DatabaseCopy::isWanted);
        return new DatabaseCopy(superuser, data, archive, keptFrom);
    }

    /** By its path in the data folder. */
    static boolean isWanted(Path path) {
        var first = path.getName(0).toString();
        if (EMPTIED.contains(first)) {
            return path.getNameCount() == 1;
        }
        if (first.equals("pg_replslot")) {
            return path.getNameCount() == 1 || path.getName(1).toString().equals(SLOT);
        }
        var last = path.getFileName().toString();
        return !LEFT_OUT.contains(path.toString())
                && !last.startsWith("pgsql_tmp")
                && !last.startsWith("pg_internal.init")
                && !last.endsWith(".snap.tmp")
                && !last.endsWith(".spill");
    }

    /**
     * Adds the log up to now.
     *
     * @return the position up to which it is there
     */
    public long finish() throws SQLException, IOException {
        var stop = stop();
        var from = one(superuser, "select pg_walfile_name('%s')".formatted(keptFrom));
        var to = one(superuser, "select pg_walfile_name('%s')".formatted(stop.get(0)));
        try (var segments = Files.list(data.resolve("pg_wal"))) {
            for (var segment : segments.sorted().toList()) {
                var name = segment.getFileName().toString();
                if (name.matches("[0-9A-F]{24}")
                        && name.compareTo(from) >= 0
                        && name.compareTo(to) <= 0) {
                    archive.addFile(segment, "pg_wal/" + name);
                }
            }
        }
        archive.addText("backup_label", stop.get(1).getBytes(UTF_8));
        archive.close();
        return Long.parseLong(
                one(superuser, "select ('%s'::pg_lsn - '0/0')::bigint".formatted(stop.get(0))));
    }

    private List<String> stop() throws SQLException {
        try (var statement = superuser.createStatement();
                var row =
                        statement.executeQuery(
                                "select lsn, labelfile from pg_backup_stop(false)")) {
            row.next();
            return List.of(row.getString(1), row.getString(2));
        }
    }

    /** Its files, from which the server recovers at its next start. */
    public static void restore(BackupFolder folder, Path data) throws IOException {
        Archive.unpack(folder.path(FILE), data);
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    /** Ends the slot and, when it was not finished, the backup with it. */
    @Override
    public void close() throws SQLException {
        superuser.close();
    }
}
