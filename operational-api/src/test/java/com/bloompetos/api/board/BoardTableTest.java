package com.bloompetos.api.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.api.board.Board.Item;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BoardTableTest {
    private static final Place HARBOUR =
            new Place(new UUID(0, 1), new UUID(0, 2), "Harbour", "Europe/Berlin", "EUR", null);

    @Test
    void aNameThatLooksLikeAFormulaStaysAText() {
        assertThat(BoardTable.cell("=HYPERLINK(\"x\")")).isEqualTo("\"'=HYPERLINK(\"\"x\"\")\"");
        assertThat(BoardTable.cell("-1+2")).isEqualTo("'-1+2");
        assertThat(BoardTable.cell(-12)).isEqualTo("-12");
    }

    @Test
    void everyRowHasAsManyColumnsAsTheFirst() {
        var unforecast = new Item(new UUID(0, 3), "Shampoo, mild", "bottle", 2, 5, 20, null);
        var csv = BoardTable.named("stock").orElseThrow().apply(board(List.of(unforecast)));

        var lines = csv.lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).contains("\"Shampoo, mild\"");
        assertThat(lines.get(1).replace("\"Shampoo, mild\"", "").chars().filter(c -> c == ','))
                .hasSameSizeAs(lines.get(0).chars().filter(c -> c == ',').boxed().toList());
    }

    @Test
    void anUnknownTableIsNone() {
        assertThat(BoardTable.named("users")).isEmpty();
    }

    private static Board board(List<Item> stock) {
        return new Board(
                HARBOUR,
                LocalDate.of(2026, 11, 22),
                true,
                "here",
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                0,
                0,
                stock,
                List.of());
    }
}
