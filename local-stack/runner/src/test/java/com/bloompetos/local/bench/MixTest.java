package com.bloompetos.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.bench.Commit.Kind;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MixTest {

    private static Cell cell() {
        return new Cell(UUID.randomUUID(), LocalDate.EPOCH, UUID.randomUUID());
    }

    @Test
    void halfAreInsertsAndTheRestUpdatesAndDeletes() {
        Mix mix = new Mix();
        Cell full = cell();
        full.scheduled.add(UUID.randomUUID());
        for (int i = 0; i < 1000; i++) {
            mix.next(full);
        }
        assertThat(mix.done(Kind.INSERT)).isBetween(499L, 501L);
        assertThat(mix.done(Kind.UPDATE)).isBetween(299L, 301L);
        assertThat(mix.done(Kind.DELETE)).isBetween(199L, 201L);
    }

    @Test
    void anEmptyCellTakesInsertsOnlyAndTheOthersCatchUpElsewhere() {
        Mix mix = new Mix();
        for (int i = 0; i < 10; i++) {
            assertThat(mix.next(cell())).isEqualTo(Kind.INSERT);
        }
        Cell full = cell();
        full.completed.add(UUID.randomUUID());
        assertThat(mix.next(full)).isNotEqualTo(Kind.INSERT);
    }

    @Test
    void onlyMissedAppointmentsHaveNoUpdateLeft() {
        Cell cell = cell();
        cell.missed.add(UUID.randomUUID());
        assertThat(cell.allows(Kind.UPDATE)).isFalse();
        assertThat(cell.allows(Kind.DELETE)).isTrue();
    }
}
