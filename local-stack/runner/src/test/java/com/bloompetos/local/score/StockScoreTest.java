package com.bloompetos.local.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StockScoreTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");

    @TempDir Path folder;

    @Test
    void aForecastTellsTheTwentyEightDaysAfterTheHistory() throws IOException {
        ForecastScore.run(List.of(history("h.csv", 0, 60, 5)), List.of(), out());
        var lines = Files.readAllLines(out());
        assertThat(lines).hasSize(29).first().isEqualTo("store_id,item_id,origin,h,forecast");
        assertThat(lines.get(1)).startsWith("pier,leash,2026-03-02,1,4.");
        assertThat(lines.get(28)).startsWith("pier,leash,2026-03-02,28,4.");
    }

    @Test
    void anOriginIsAnsweredWithTheDaysBeforeItAlone() throws IOException {
        var origin = FIRST.plusDays(60);
        ForecastScore.run(List.of(history("h.csv", 0, 60, 5)), List.of(origin), out());
        var before = Files.readString(out());
        var files = List.of(history("later.csv", 60, 90, 500), history("h.csv", 0, 60, 5));
        ForecastScore.run(files, List.of(origin), out());
        assertThat(out()).hasContent(before);
    }

    @Test
    void aFullShelfIsSafeAndAnEmptyOneIsNot() throws IOException {
        var queries = queries("1,pier,leash,2026-03-02,7,100,", "0,pier,leash,2026-03-02,7,10,");
        StockoutScore.run(List.of(history("h.csv", 0, 60, 5)), queries, out());
        var lines = Files.readAllLines(out());
        assertThat(lines).hasSize(3).first().isEqualTo("query_id,p,alert");
        assertThat(lines.get(1)).startsWith("1,0.0").endsWith(",0");
        assertThat(lines.get(2)).matches("0,(0\\.9|1\\.0)\\d*,1");
    }

    @Test
    void badLinesAreNamedAndNothingIsWritten() throws IOException {
        var history = history("h.csv", 0, 60, 5);
        refused(history, queries("1,pier,rope,2026-03-02,7,1,"), "line 2: the history knows no");
        refused(history, queries("1,pier,leash,2026-03-02,0,1,"), "line 2: lead_days is no number");
        refused(history, queries("1,pier,leash,March,3,1,"), "line 2: not a day: March");
        refused(
                history,
                queries("1,pier,leash,2026-03-02,3,x,"),
                "line 2: on_hand is no number: x");
        refused(history, queries("1,pier,leash"), "line 2: 3 fields where the header has 7");
        var same = "1,pier,leash,2026-03-02,3,1,";
        refused(history, queries(same, same), "line 3: query_id 1 comes twice");
        var torn = Files.writeString(folder.resolve("t.csv"), "store_id,item_id,date\n");
        refused(torn, queries(same), "line 1: column units is missing");
        refused(folder.resolve("absent.csv"), queries(same), "there is no such file");
    }

    private void refused(Path history, Path queries, String why) {
        assertThatThrownBy(() -> StockoutScore.run(List.of(history), queries, out()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(why);
        assertThat(out()).doesNotExist();
    }

    private Path out() {
        return folder.resolve("p.csv");
    }

    private Path queries(String... lines) throws IOException {
        return Files.writeString(
                folder.resolve("q.csv"),
                "query_id,store_id,item_id,asof,lead_days,on_hand,depleted\n"
                        + String.join("\n", lines)
                        + "\n");
    }

    private Path history(String name, int from, int to, int units) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                IntStream.range(from, to)
                        .mapToObj(i -> "pier,leash,%s,%d".formatted(FIRST.plusDays(i), units))
                        .collect(Collectors.joining("\n", "store_id,item_id,date,units\n", "\n")));
    }
}
