package com.bloompetos.stream.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Duration STALE = Duration.ofMinutes(3);

    @Test
    void aPipelineThatKeepsUpIsNoTrouble() {
        assertThat(new Progress(Duration.ofSeconds(2), 10 << 20, "reserved").trouble(STALE))
                .isEmpty();
        assertThat(new Progress(STALE, 0, "").trouble(STALE)).isEmpty();
    }

    @Test
    void changesThatDoNotArriveAreToldWithTheirAge() {
        assertThat(new Progress(Duration.ofSeconds(200), 0, "reserved").trouble(STALE))
                .hasValueSatisfying(title -> assertThat(title).contains("200 s old"));
    }

    @Test
    void aSlotThatGrowsIsToldBeforePostgresGivesItUp() {
        assertThat(
                        new Progress(
                                        Duration.ofSeconds(2),
                                        Progress.MOST_KEPT_BYTES + 1,
                                        "extended")
                                .trouble(STALE))
                .hasValueSatisfying(title -> assertThat(title).contains("1024 MB of log"));
    }

    @Test
    void aSlotThatIsLostIsToldFirst() {
        assertThat(new Progress(Duration.ofSeconds(2), 0, "lost").trouble(STALE))
                .hasValueSatisfying(title -> assertThat(title).contains("new snapshot"));
    }
}
