package com.bloompetos.local.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Predicate;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A folder's files in one compressed file, taken while a program goes on writing them. */
final class Archive implements AutoCloseable {
    private final TarArchiveOutputStream tar;

    Archive(OutputStream out) throws IOException {
        tar =
                new TarArchiveOutputStream(
                        new GZIPOutputStream(out, 1 << 16) {
                            {
                                def.setLevel(Deflater.BEST_SPEED);
                            }
                        },
                        "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    /** Everything below a folder that is wanted, by its path from there; a folder itself, too. */
    void add(Path folder, Predicate<Path> wanted) throws IOException {
        try (var entries = Files.list(folder)) {
            for (var entry : entries.sorted().toList()) {
                add(folder, entry, wanted);
            }
        } catch (NoSuchFileException gone) {
            // Its owner needs it no more.
        }
    }

    private void add(Path folder, Path path, Predicate<Path> wanted) throws IOException {
        var name = folder.relativize(path);
        if (!wanted.test(name)) {
            return;
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            tar.putArchiveEntry(new TarArchiveEntry(name + "/"));
            tar.closeArchiveEntry();
            try (var entries = Files.list(path)) {
                for (var entry : entries.sorted().toList()) {
                    add(folder, entry, wanted);
                }
            } catch (NoSuchFileException gone) {
                // As above.
            }
        } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            addFile(path, name.toString());
        }
    }

    /** As long as it is now: what its writer adds meanwhile is told by the log. */
    void addFile(Path file, String name) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var size = Files.size(file);
            var entry = new TarArchiveEntry(name);
            entry.setSize(size);
            tar.putArchiveEntry(entry);
            var buffer = new byte[1 << 16];
            long left = size;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    java.util.Arrays.fill(buffer, (byte) 0); // It was cut short meanwhile.
                    read = (int) Math.min(buffer.length, left);
                }
                tar.write(buffer, 0, read);
                left -= read;
            }
            tar.closeArchiveEntry();
        } catch (NoSuchFileException gone) {
            // Its owner needs it no more.
        }
    }

    void addText(String name, byte[] text) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setSize(text.length);
        tar.putArchiveEntry(entry);
        tar.write(text);
        tar.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    /** Lays its files out again, for their owner alone. */
    static void unpack(Path archive, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
                var tar = new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new Unusable(archive + " leaves its folder: it is not ours.");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString("rwx------"));
                } else {
                    Files.createDirectories(target.resolveSibling("."));
                    Files.copy(tar, target);
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString("rw-------"));
                }
            }
        }
    }
}
