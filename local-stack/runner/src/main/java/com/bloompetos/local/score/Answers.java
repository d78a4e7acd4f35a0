package com.bloompetos.local.score;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;

/**
 * A file of answers that is there whole or not at all: written beside its place, moved there at the
 * end. Compressed when its name ends with {@code .gz}.
 */
final class Answers implements AutoCloseable {
    private final Path target;
    private final Path beside;
    private final Writer writer;
    private long lines;
    private boolean done;

    Answers(Path target, String header) throws IOException {
        this.target = target.toAbsolutePath();
        var folder = this.target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new BadInput(target, "its folder does not exist");
        }
        this.beside = Files.createTempFile(folder, target.getFileName() + ".", ".part");
        var out = Files.newOutputStream(beside);
        var name = String.valueOf(target.getFileName());
        this.writer =
                new java.io.BufferedWriter(
                        new java.io.OutputStreamWriter(
                                name.endsWith(".gz") ? new GZIPOutputStream(out) : out,
                                java.nio.charset.StandardCharsets.UTF_8),
                        1 << 16);
        writer.write(header + "\n");
    }

    void line(String line) {
        try {
            writer.write(line);
            writer.write('\n');
            lines++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All is told; only now the file appears. */
    long done() throws IOException {
        writer.close();
        try {
            Files.move(
                    beside,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException elsewhere) {
            Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
        }
        done = true;
        return lines;
    }

    /** Commas and quotation marks in an id stay inside one field. */
    static String field(String text) {
        return text.indexOf(',') < 0 && text.indexOf('"') < 0
                ? text
                : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws IOException {
        if (!done) {
            writer.close();
            Files.deleteIfExists(beside);
        }
    }
}
