package com.bloompetos.local.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Remembers a started process so that a later run finds it again, and never another's with its
 * number.
 */
record PidFile(Path path) {

    void write(ProcessHandle process) {
        var text = process.pid() + " " + startedAt(process);
        try {
            Files.writeString(path, text);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write " + path, refused);
        }
    }

    /** The process if it still runs: the number alone may have been given to a stranger. */
    Optional<ProcessHandle> process() {
        if (!Files.exists(path)) return Optional.empty();
        try {
            var words = Files.readString(path).strip().split(" ");
            if (words.length != 2) return Optional.empty();
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> startedAt(process).equals(words[1]));
        } catch (IOException | NumberFormatException torn) {
            return Optional.empty();
        }
    }

    void forget() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot delete " + path, refused);
        }
    }

    /** Ends what a killed run left behind, politely first. */
    void endLeftover(String signal) {
        process().ifPresent(process -> end(process, signal, Duration.ofSeconds(20)));
        forget();
    }

    static void end(ProcessHandle process, String signal, Duration patience) {
        signal(process, signal);
        if (!waitForExit(process, patience)) {
            process.destroyForcibly();
            waitForExit(process, Duration.ofSeconds(5));
        }
    }

    private static void signal(ProcessHandle process, String signal) {
        if (signal.equals("TERM")) {
            process.destroy();
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException noKill) {
            process.destroy();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean waitForExit(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private static String startedAt(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(instant -> String.valueOf(instant.toEpochMilli()))
                .orElse("unknown");
    }
}
