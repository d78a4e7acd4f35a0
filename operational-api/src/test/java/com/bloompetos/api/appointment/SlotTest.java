package com.bloompetos.api.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bloompetos.api.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlotTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void aSlotLastsAsLongAsTheServiceUsuallyDoes() {
        assertThat(Slot.wished(NOW, null, HOUR, NOW)).isEqualTo(new Slot(NOW, NOW.plus(HOUR)));
    }

    @Test
    void aStayMayNameItsEnd() {
        var end = NOW.plus(Duration.ofDays(3));
        assertThat(Slot.wished(NOW, end, HOUR, NOW).length()).isEqualTo(Duration.ofDays(3));
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
        assertThat(Slot.wished(NOW, NOW.plus(Duration.ofDays(60)), HOUR, NOW).length())
                .isEqualTo(Duration.ofDays(60));
        refused(NOW, NOW.plus(Duration.ofDays(60)).plusMillis(1), "60 days at most");
    }

    @Test
    void aSlotInTheFarFutureIsRefused() {
        refused(Instant.parse("9999-01-01T00:00:00Z"), null, "two years ahead");
    }

    private static void refused(Instant from, Instant to, String reason) {
        assertThatThrownBy(() -> Slot.wished(from, to, HOUR, NOW))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(reason);
    }
}
