package com.bloompetos.local.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverScoreTest {
    private static final String CASE =
            """
            min,service,channel,value,cnt
            60,groom,web,5,100
            60,exam,web,5,100
            120,groom,web,60,100
            120,exam,web,5,100
            180,exam,web,90,100
            """;

    @TempDir Path folder;

    @Test
    void theMinuteIsExplainedByThePartThatGotWorse() throws IOException {
        Files.writeString(folder.resolve("a.csv"), CASE);
        DriverScore.run(folder, list("a,120\n"), folder.resolve("p.csv"));
        var lines = Files.readAllLines(folder.resolve("p.csv"));
        assertThat(lines.get(0)).isEqualTo("case,cause,rank");
        assertThat(lines.get(1)).isEqualTo("a,service=groom,1");
        assertThat(lines).hasSize(4);
    }

    @Test
    void badLinesAreNamedAndNothingIsWritten() throws IOException {
        Files.writeString(folder.resolve("a.csv"), CASE);
        refused("b,120\n", "line 2: there is no ");
        refused("a,soon\n", "line 2: timestamp is no number: soon");
        refused("a,999\n", "tells nothing of minute 999");
        Files.writeString(folder.resolve("a.csv"), CASE.replace("60,100", "60"));
        refused("a,120\n", "a.csv, line 4: 4 fields where the header has 5");
    }

    private void refused(String cases, String why) {
        assertThatThrownBy(() -> DriverScore.run(folder, list(cases), folder.resolve("p.csv")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(why);
        assertThat(folder.resolve("p.csv")).doesNotExist();
    }

    private Path list(String cases) throws IOException {
        return Files.writeString(folder.resolve("list.csv"), "case,timestamp\n" + cases);
    }
}
