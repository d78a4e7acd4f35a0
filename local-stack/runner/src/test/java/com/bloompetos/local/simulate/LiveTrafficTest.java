package com.bloompetos.local.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class LiveTrafficTest {

    @Test
    void anApiThatIsAwayIsWaitedForNotHammered() throws Exception {
        // Port 1 of the loopback interface is nobody's.
        var answers =
                LiveTraffic.run(
                        "http://127.0.0.1:1",
                        "none",
                        new LiveTraffic.Options(100, 1, 7, LiveTraffic.Days.FASTER_THAN_CLOCKS),
                        new PrintStream(OutputStream.nullOutputStream()));
        assertThat(answers).containsOnlyKeys(0);
        assertThat(answers.get(0)).isBetween(1L, 100L);
    }
}
