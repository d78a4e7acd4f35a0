package com.bloompetos.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    private final Job job = new Job("mirror", env -> {});

    @TempDir Path root;

    @Test
    void aNewJobHasNone() throws Exception {
        assertThat(new Checkpoints(root, job).newest()).isEmpty();
    }

    @Test
    void theNewestCompleteOneCountsByItsNumberNotItsName() throws Exception {
        complete(9);
        var newest = complete(10);
        assertThat(new Checkpoints(root, job).newest()).contains(newest);
    }

    @Test
    void whatAKilledProgramLeftHalfDoneIsRemoved() throws Exception {
        var newest = complete(4);
        var half = Files.createDirectories(folder(5));
        Files.writeString(half.resolve("state"), "…");
        assertThat(new Checkpoints(root, job).newest()).contains(newest);
        assertThat(half).doesNotExist();
    }

    private Path complete(int number) throws IOException {
        var folder = Files.createDirectories(folder(number));
        Files.writeString(folder.resolve("_metadata"), "");
        return folder;
    }

    private Path folder(int number) {
        return root.resolve("mirror").resolve(job.id().toString()).resolve("chk-" + number);
    }
}
