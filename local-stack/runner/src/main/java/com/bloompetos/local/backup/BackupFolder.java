package com.bloompetos.local.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.TreeMap;

/** A folder that only its owner can read, and the checksums of what is written into it. */
public final class BackupFolder {
    private final Path root;
    private final TreeMap<String, Manifest.Entry> files = new TreeMap<>();

    private BackupFolder(Path root) {
        this.root = root;
    }

    /** A new one; what stands there already is never overwritten. */
    public static BackupFolder create(Path root) throws IOException {
        if (Files.exists(root) && !isEmpty(root)) {
            throw new Unusable(root + " is not empty: name a folder that is new or empty.");
        }
        ownersAlone(root);
        return new BackupFolder(root);
    }

    /** One that was written before, to read from. */
    public static BackupFolder open(Path root) {
        return new BackupFolder(root);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    public Path root() {
        return root;
    }

    Path path(String name) {
        return root.resolve(name);
    }

    /** A file of its own, listed with its checksum once it is closed. */
    OutputStream write(String name) throws IOException {
        var digest = sha256();
        var file = privately(root.resolve(name));
        return new DigestOutputStream(new BufferedOutputStream(file, 1 << 16), digest) {
            private boolean closed;

            @Override
            public void close() throws IOException {
                super.close();
                if (!closed) {
                    closed = true;
                    synchronized (files) {
                        files.put(
                                name,
                                new Manifest.Entry(
                                        Files.size(root.resolve(name)),
                                        HexFormat.of().formatHex(digest.digest())));
                    }
                }
            }
        };
    }

    /** A copy of a small file, when it is there. */
    public void copy(Path from, String name) throws IOException {
        if (Files.exists(from)) {
            try (var out = write(name)) {
                Files.copy(from, out);
            }
        }
    }

    /** The bytes written so far. */
    public long bytes() {
        synchronized (files) {
            return files.values().stream().mapToLong(Manifest.Entry::bytes).sum();
        }
    }

    /** Says that it is whole: only now it is a backup. */
    public Manifest finish(Instant madeAt, long logPosition) throws IOException {
        var manifest = new Manifest(madeAt, logPosition, files);
        var draft = root.resolve(Manifest.NAME + ".new");
        try (var out = privately(draft)) {
            out.write(manifest.toJson());
        }
        Files.move(draft, root.resolve(Manifest.NAME));
        return manifest;
    }

    /** Reads every file again and compares it with the manifest. */
    public Manifest verify() throws IOException {
        var manifest = Manifest.read(root);
        for (var entry : manifest.files().entrySet()) {
            var file = root.resolve(entry.getKey());
            if (!Files.exists(file)) {
                throw new Unusable(file + " is missing: this backup is not whole.");
            }
            if (Files.size(file) != entry.getValue().bytes()
                    || !checksum(file).equals(entry.getValue().sha256())) {
                throw new Unusable(file + " is not what was written: this backup is damaged.");
            }
        }
        return manifest;
    }

    private static String checksum(Path file) throws IOException {
        var digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            var buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static OutputStream privately(Path file) throws IOException {
        ownersAlone(file.resolveSibling(".").normalize());
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.newOutputStream(file, StandardOpenOption.WRITE);
    }

    private static void ownersAlone(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
