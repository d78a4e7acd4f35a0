package com.bloompetos.local.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnomalyScoreTest {
    private static final String SERIES =
            "timestamp,value\n2026-01-01 00:00:00,1.5\n2026-01-01 01:00:00,1e3\n";

    @TempDir Path folder;

    @Test
    void everyReadingHasItsScoreUnderItsOwnTime() throws IOException {
        Files.createDirectories(folder.resolve("data/kind"));
        Files.writeString(folder.resolve("data/kind/a.csv"), SERIES);
        Files.writeString(folder.resolve("b.csv"), SERIES);
        AnomalyScore.run(folder, list("kind/a.csv\nb.csv\n"), folder.resolve("p.csv"));
        assertThat(folder.resolve("p.csv"))
                .hasContent(
                        """
                        file,timestamp,anomaly_score
                        kind/a.csv,2026-01-01 00:00:00,0.000000
                        kind/a.csv,2026-01-01 01:00:00,0.000000
                        b.csv,2026-01-01 00:00:00,0.000000
                        b.csv,2026-01-01 01:00:00,0.000000
                        """);
    }

    @Test
    void badLinesAreNamedAndNothingIsWritten() throws IOException {
        refused(SERIES.replace("1e3", "many"), "line 3: value is no number: many");
        refused(SERIES.replace("2026-01-01 01", "later 01"), "line 3: timestamp is no time");
        refused(SERIES.replace("value", "reading"), "line 1: column value is missing");
        refused(SERIES + "2026-01-01 02:00", "line 4: 1 fields where the header has 2");
        assertThatThrownBy(
                        () -> AnomalyScore.run(folder, list("none.csv\n"), folder.resolve("p.csv")))
                .hasMessageContaining("none.csv: there is no such file");
    }

    private void refused(String text, String why) throws IOException {
        Files.writeString(folder.resolve("bad.csv"), text);
        assertThatThrownBy(
                        () -> AnomalyScore.run(folder, list("bad.csv\n"), folder.resolve("p.csv")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(why);
        assertThat(folder.resolve("p.csv")).doesNotExist();
    }

    private Path list(String names) throws IOException {
        return Files.writeString(folder.resolve("files.txt"), names);
    }
}
