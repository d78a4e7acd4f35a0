package com.bloompetos.api.appointment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bloompetos.api.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlotTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    @Test
    void aStayMayNameItsEnd() {
        Slot.mustMakeSense(NOW, NOW.plus(Duration.ofDays(3)), NOW);
        Slot.mustMakeSense(NOW, null, NOW);
    }

    @Test
    void thePastIsRefusedFromItsLastMillisecondOn() {
        refused(NOW.minusMillis(1), null, "lies in the past");
    }

    @Test
    void aSlotThatEndsBeforeItBeginsIsRefused() {
        refused(NOW, NOW, "ends before it begins");
    }

    @Test
    void aStayWithoutAnEndInSightIsRefused() {
        Slot.mustMakeSense(NOW, NOW.plus(Duration.ofDays(60)), NOW);
        refused(NOW, NOW.plus(Duration.ofDays(60)).plusMillis(1), "60 days at most");
    }

    @Test
    void aSlotInTheFarFutureIsRefused() {
        refused(Instant.parse("9999-01-01T00:00:00Z"), null, "two years ahead");
    }

    private static void refused(Instant from, Instant to, String reason) {
        assertThatThrownBy(() -> Slot.mustMakeSense(from, to, NOW))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(reason);
    }
}
