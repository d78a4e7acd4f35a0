package com.bloompetos.api.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.api.board.Board.PartState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class PartStatesTest {
    @TempDir Path directory;

    private Path file() {
        return directory.resolve("status.json");
    }

    private PartStates states() {
        return new PartStates(file().toString(), new JsonMapper());
    }

    @Test
    void theSupervisorsFileIsRead() throws IOException {
        Files.writeString(
                file(),
                """
                {"written_at":"2026-11-21T10:00:00Z","parts":[{"part":"flink","state":"restarting","pid":7}]}
                """);

        assertThat(states().now()).containsExactly(new PartState("flink", "restarting"));
    }

    @Test
    void withoutASupervisorThereAreNoParts() {
        assertThat(states().now()).isEmpty();
        assertThat(new PartStates("", new JsonMapper()).now()).isEmpty();
    }

    @Test
    void aTornFileLeavesWhatWasKnown() throws IOException {
        Files.writeString(file(), "{\"parts\":[{\"part\":\"kafka\",\"state\":\"up\"}]}");
        var states = states();
        states.now();
        Files.writeString(file(), "{\"parts\":[{\"pa");

        assertThat(states.now()).containsExactly(new PartState("kafka", "up"));
    }
}
