package com.bloompetos.local.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    @TempDir Path temporary;

    @Test
    void aDatabaseComesBackWithItsEmptyFoldersAndWithoutWhatItMakesAnew() throws IOException {
        var data = temporary.resolve("data");
        for (var file :
                new String[] {
                    "PG_VERSION",
                    "base/1/1259",
                    "global/pg_internal.init",
                    "pg_wal/000000010000000000000001",
                    "pg_replslot/bloom/state",
                    "pg_replslot/bloom_backup_7/state",
                    "postmaster.pid"
                }) {
            Files.createDirectories(data.resolve(file).getParent());
            Files.writeString(data.resolve(file), file);
        }
        var packed = temporary.resolve("packed");
        try (var archive = new Archive(Files.newOutputStream(packed))) {
            archive.add(data, DatabaseCopy::isWanted);
            archive.addText("backup_label", new byte[] {7});
        }
        var again = temporary.resolve("again");
        Archive.unpack(packed, again);
        try (var files = Files.walk(again)) {
            assertThat(
                            files.filter(Files::isRegularFile)
                                    .map(again::relativize)
                                    .map(Path::toString))
                    .containsExactlyInAnyOrder(
                            "PG_VERSION", "base/1/1259", "pg_replslot/bloom/state", "backup_label");
        }
        assertThat(again.resolve("pg_wal")).isEmptyDirectory();
        assertThat(again.resolve("base/1/1259")).hasContent("base/1/1259");
    }

    @Test
    void aFileThatIsGoneMeanwhileIsLeftOut() throws IOException {
        var packed = temporary.resolve("packed");
        try (var archive = new Archive(Files.newOutputStream(packed))) {
            archive.addFile(temporary.resolve("merged-away"), "merged-away");
            archive.addText("other", new byte[] {1});
        }
        Archive.unpack(packed, temporary.resolve("again"));
        assertThat(temporary.resolve("again/other")).exists();
        assertThat(temporary.resolve("again/merged-away")).doesNotExist();
    }
}
