package com.bloompetos.local.bench;

import static com.bloompetos.local.bench.Compare.Difference.DOUBLED;
import static com.bloompetos.local.bench.Compare.Difference.LOST;
import static com.bloompetos.local.bench.Compare.Difference.STALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompareTest {

    private final Map<String, Compare.Difference> found = new LinkedHashMap<>();

    private long merge(String postgres, String warehouse) throws IOException {
        return Compare.merge(reader(postgres), reader(warehouse), 2, found::put);
    }

    private static BufferedReader reader(String text) {
        return new BufferedReader(new StringReader(text));
    }

    @Test
    void equalRowsAreNoDifference() throws IOException {
        assertThat(merge("o\ta\t1\no\tb\t\\N\n", "o\ta\t1\no\tb\t\\N\n")).isEqualTo(2);
        assertThat(found).isEmpty();
    }

    @Test
    void aRowOfOneSideIsLostOrDoubled() throws IOException {
        merge("o\ta\t1\no\tc\t3\n", "o\tb\t2\no\tc\t3\no\td\t4\n");
        assertThat(found)
                .containsExactly(
                        Map.entry("o a", LOST),
                        Map.entry("o b", DOUBLED),
                        Map.entry("o d", DOUBLED));
    }

    @Test
    void otherValuesAreStaleAndNullIsNotEmpty() throws IOException {
        merge("o\ta\t1\no\tb\t\\N\n", "o\ta\t2\no\tb\t\n");
        assertThat(found.values()).containsExactly(STALE, STALE);
    }

    @Test
    void aKeyThatTheWarehouseHasTwiceIsDoubled() throws IOException {
        merge("o\ta\t1\n", "o\ta\t1\no\ta\t1\n");
        assertThat(found).containsExactly(Map.entry("o a", DOUBLED));
    }

    @Test
    void bothWaysOfEscapingReadTheSame() throws IOException {
        merge("o\ta\tLover's\\tlane\\\\\n", "o\ta\tLover\\'s\\tlane\\\\\n");
        assertThat(found).isEmpty();
    }

    @Test
    void anAnswerThatBreaksOffIsNotAShortOne() {
        assertThatThrownBy(() -> merge("o\ta\t1\n", "o\ta\t1\nCode: 241. DB::Exception\n"))
                .isInstanceOf(IOException.class);
    }
}
