package com.bloompetos.local.runner;

import com.bloompetos.local.backup.Manifest;
import com.bloompetos.local.backup.Unusable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bloom restore}: a backup's way back, after saying what it will do. */
@Command(
        name = "restore",
        description = {
            "Puts a backup back while nothing runs: everything into an empty state, or with --warehouse the warehouse",
            "alone, which then catches up from the topics. Carry on with ./bloom up."
        })
final class Restore implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The backup's folder.")
    Path source = Path.of("");

    @Option(names = "--warehouse", description = "Only the warehouse; the rest is whole.")
    boolean warehouse;

    @Option(names = "--replace", description = "Delete what stands in its place.")
    boolean replace;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    public Integer call() throws Exception {
        var checkout = Checkout.fromEnvironment();
        var state = StateDirectory.fromEnvironment(checkout);
        if (new PidFile(state.run(Up.SUPERVISOR)).process().isPresent()) {
            throw new Complaint("It is running: stop it first with ./bloom down.");
        }
        try {
            var manifest = Manifest.read(source);
            if (!yes && !Reset.confirmed(plan(manifest, state))) {
                Bloom.say("Nothing was changed.");
                return 1;
            }
            var restore = new StackRestore(checkout, state, Ports.fromEnvironment(), source);
            if (replace) {
                new StateDirectory(state.root().resolve(warehouse ? "data/clickhouse" : "data"))
                        .delete();
            }
            if (warehouse) {
                restore.warehouseAlone(Bloom::say);
            } else {
                restore.everything(Bloom::say);
                Bloom.say(
                        "People who were erased since %s are back: erase them again."
                                .formatted(manifest.madeAt()));
            }
            Bloom.say("Carry on with ./bloom up.");
            return 0;
        } catch (Unusable unusable) {
            throw new Complaint(String.valueOf(unusable.getMessage()));
        } catch (IOException failure) {
            throw new Complaint("The restore was not finished: " + failure.getMessage());
        }
    }

    private String plan(Manifest manifest, StateDirectory state) {
        var late =
                Instant.now().isAfter(manifest.madeAt().plus(Manifest.KEPT))
                        ? " It should have been deleted by now."
                        : "";
        return "%s in %s becomes what it was at %s.%s%s Type yes:"
                .formatted(
                        warehouse ? "The warehouse" : "Everything",
                        state.root(),
                        manifest.madeAt(),
                        late,
                        replace ? " What stands there now is deleted." : "");
    }
}
