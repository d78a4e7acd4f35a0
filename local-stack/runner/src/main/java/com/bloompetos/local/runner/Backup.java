package com.bloompetos.local.runner;

import com.bloompetos.local.backup.BackupFolder;
import com.bloompetos.local.backup.Manifest;
import com.bloompetos.local.backup.Unusable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bloom backup}: everything that cannot be made again, while it goes on working. */
@Command(
        name = "backup",
        description = {
            "Copies the database, topics, schemas, warehouse and keys of the running stack into a new folder; nothing",
            "is stopped. The folder holds people's names and every key: keep it like the database itself, and delete",
            "it within 30 days, or who asked to be forgotten is still in it."
        })
final class Backup implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A folder that is new or empty.")
    Path target = Path.of("");

    @Option(
            names = "--verify",
            description = "Take none: read the one in DIR again and compare its checksums.")
    boolean verify;

    @Override
    public Integer call() throws Exception {
        try {
            if (verify) {
                var manifest = BackupFolder.open(target).verify();
                Bloom.say(
                        "Whole: %d files, %.1f MB, taken at %s, to be deleted by %s."
                                .formatted(
                                        manifest.files().size(),
                                        megabytes(manifest),
                                        manifest.madeAt(),
                                        manifest.madeAt().plus(Manifest.KEPT)));
                return 0;
            }
            var stack = Stack.fromEnvironment();
            if (new PidFile(stack.state().run(Up.SUPERVISOR)).process().isEmpty()) {
                throw new Complaint("Nothing is running; start it with ./bloom up.");
            }
            var manifest = new StackBackup(stack).take(target, Bloom::say);
            Bloom.say(
                    "%.1f MB in %s. Try it: ./bloom backup --verify %s"
                            .formatted(megabytes(manifest), target, target));
            return 0;
        } catch (Unusable unusable) {
            throw new Complaint(String.valueOf(unusable.getMessage()));
        } catch (IOException | SQLException failure) {
            throw new Complaint("The backup was not finished: " + failure.getMessage());
        }
    }

    private static double megabytes(Manifest manifest) {
        return manifest.files().values().stream().mapToLong(Manifest.Entry::bytes).sum() / 1e6;
    }
}
