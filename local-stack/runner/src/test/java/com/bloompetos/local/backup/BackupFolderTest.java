package com.bloompetos.local.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFolderTest {
    private static final Instant MADE_AT = Instant.parse("2026-11-22T08:00:00Z");

    @TempDir Path temporary;
    private Path root;

    @BeforeEach
    void takeABackup() throws IOException {
        root = temporary.resolve("backup");
        var folder = BackupFolder.create(root);
        try (var out = folder.write("topics/cdc.pets.gz")) {
            out.write(new byte[] {1, 2, 3});
        }
        folder.finish(MADE_AT, 42);
    }

    @Test
    void aWholeOneIsReadAsItWasWritten() throws IOException {
        var manifest = BackupFolder.open(root).verify();
        assertThat(manifest.madeAt()).isEqualTo(MADE_AT);
        assertThat(manifest.logPosition()).isEqualTo(42);
        assertThat(manifest.files()).containsOnlyKeys("topics/cdc.pets.gz");
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        assertThat(permissions(root)).isEqualTo("rwx------");
        assertThat(permissions(root.resolve("topics"))).isEqualTo("rwx------");
        assertThat(permissions(root.resolve("topics/cdc.pets.gz"))).isEqualTo("rw-------");
        assertThat(permissions(root.resolve(Manifest.NAME))).isEqualTo("rw-------");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void oneThatWasNeverFinishedIsRefused() throws IOException {
        Files.delete(root.resolve(Manifest.NAME));
        assertThatThrownBy(() -> BackupFolder.open(root).verify())
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("is no finished backup");
    }

    @Test
    void anotherByteIsSeen() throws IOException {
        Files.write(root.resolve("topics/cdc.pets.gz"), new byte[] {1, 2, 4});
        assertThatThrownBy(() -> BackupFolder.open(root).verify())
                .hasMessageContaining("cdc.pets.gz is not what was written");
    }

    @Test
    void aMissingFileIsSeen() throws IOException {
        Files.delete(root.resolve("topics/cdc.pets.gz"));
        assertThatThrownBy(() -> BackupFolder.open(root).verify())
                .hasMessageContaining("cdc.pets.gz is missing");
    }

    @Test
    void whatStandsThereIsNotOverwritten() {
        assertThatThrownBy(() -> BackupFolder.create(root)).hasMessageContaining("not empty");
    }
}
