package com.bloompetos.local.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.events.Topic;
import com.bloompetos.local.backup.BackupFolder;
import com.bloompetos.local.backup.DatabaseCopy;
import com.bloompetos.local.backup.Manifest;
import com.bloompetos.local.backup.SchemasCopy;
import com.bloompetos.local.backup.TopicsCopy;
import com.bloompetos.local.backup.WarehouseCopy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * A backup of a running stack. Nothing is stopped, and the parts still fit together: the
 * connector's slot is copied first, then its progress, then the topics, then the warehouse, and the
 * database's log last, so that each copy reaches at least as far as the one before it.
 */
final class StackBackup {
    /** Where the connector keeps how far it has read the log. */
    static final String PROGRESS = "connect-offsets";

    private static final Duration PROGRESS_IS_TOLD_WITHIN = Duration.ofMinutes(1);

    private final Stack stack;

    StackBackup(Stack stack) {
        this.stack = stack;
    }

    /**
     * @param say takes a line for each part that is done
     */
    Manifest take(Path target, Consumer<String> say)
            throws IOException, SQLException, InterruptedException {
        requireSpace(target);
        awaitProgress();
        var madeAt = Instant.now();
        var folder = BackupFolder.create(target);
        var step = new Steps(folder, say);
        long logPosition;
        try (var database =
                DatabaseCopy.begin(
                        DriverManager.getConnection(
                                stack.postgresUrl("bloom"),
                                "postgres",
                                stack.secrets().get("postgres.superuser")),
                        stack.state().data("postgres"),
                        folder)) {
            step.done("postgres", "files and the connector's slot");
            long records = new TopicsCopy(stack.kafka()).write(PROGRESS, topics(), folder);
            step.done("kafka", "%,d records".formatted(records));
            new SchemasCopy(URI.create(stack.registryUrl()), Probe.HTTP).write(folder);
            step.done("registry", "schemas and their ids");
            warehouse(stack).write(folder);
            step.done("clickhouse", "raw, mart and what they remember");
            logPosition = database.finish();
        }
        step.done("postgres", "its log up to %X".formatted(logPosition));
        folder.copy(stack.state().secrets(), "keys/secrets.properties");
        folder.copy(stack.state().root().resolve("jwt.pem"), "keys/jwt.pem");
        folder.copy(stack.state().run("clickhouse.users"), "keys/clickhouse.users");
        return folder.finish(madeAt, logPosition);
    }

    /**
     * The connector writes it down seconds after its first start. Without it a restored connector
     * would tell all tables as they are, at no position of the log, and what is older would win.
     */
    private void awaitProgress() throws InterruptedException {
        var topics = new TopicsCopy(stack.kafka());
        var deadline = System.nanoTime() + PROGRESS_IS_TOLD_WITHIN.toNanos();
        while (!topics.holds(PROGRESS)) {
            if (System.nanoTime() > deadline) {
                throw new Complaint(
                        "The connector has not written down how far it has read the database's log: see ./bloom logs connect.");
            }
            Thread.sleep(200);
        }
    }

    static List<String> topics() {
        return Topic.all().stream().map(Topic::name).toList();
    }

    static WarehouseCopy warehouse(Stack stack) {
        return new WarehouseCopy(
                sql -> new String(new Warehouse(stack, "admin").ask(sql, "TabSeparated"), UTF_8),
                stack.state().data("clickhouse"));
    }

    /** Compressed it is less than what it is taken from. */
    private void requireSpace(Path target) throws IOException {
        long needed = 0;
        for (var part : List.of("postgres", "kafka", "clickhouse")) {
            needed += size(stack.state().data(part));
        }
        long free = Files.getFileStore(existing(target.toAbsolutePath())).getUsableSpace();
        if (free < needed) {
            throw new Complaint(
                    "%s has %.1f GB free and up to %.1f GB are needed: choose another disk."
                            .formatted(
                                    target,
                                    free / (double) (1 << 30),
                                    needed / (double) (1 << 30)));
        }
    }

    private static Path existing(Path wanted) {
        var parent = wanted.getParent();
        return Files.exists(wanted) || parent == null ? wanted : existing(parent);
    }

    private static long size(Path folder) throws IOException {
        if (!Files.exists(folder)) return 0;
        long[] bytes = {0};
        Files.walkFileTree(
                folder,
                new java.nio.file.SimpleFileVisitor<>() {
                    @Override
                    public java.nio.file.FileVisitResult visitFile(
                            Path file, java.nio.file.attribute.BasicFileAttributes attributes) {
                        bytes[0] += attributes.size();
                        return java.nio.file.FileVisitResult.CONTINUE;
                    }

                    @Override
                    public java.nio.file.FileVisitResult visitFileFailed(
                            Path file, IOException gone) {
                        return java.nio.file.FileVisitResult.CONTINUE;
                    }

                    @Override
                    public java.nio.file.FileVisitResult postVisitDirectory(
                            Path directory,
                            java.io.@org.jspecify.annotations.Nullable IOException gone) {
                        return java.nio.file.FileVisitResult.CONTINUE;
                    }
                });
        return bytes[0];
    }

    /** Says what is done, how long it took and what it weighs. */
    private static final class Steps {
        private final BackupFolder folder;
        private final Consumer<String> say;
        private long began = System.nanoTime();
        private long bytes;

        Steps(BackupFolder folder, Consumer<String> say) {
            this.folder = folder;
            this.say = say;
        }

        void done(String part, String what) {
            long now = System.nanoTime();
            long written = folder.bytes();
            say.accept(
                    "  %5.1f s   %-11s %s%s"
                            .formatted(
                                    (now - began) / 1e9,
                                    part,
                                    what,
                                    written > bytes
                                            ? ", %.1f MB".formatted((written - bytes) / 1e6)
                                            : ""));
            began = now;
            bytes = written;
        }
    }
}
