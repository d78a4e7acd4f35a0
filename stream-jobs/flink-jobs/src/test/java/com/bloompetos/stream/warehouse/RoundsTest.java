package com.bloompetos.stream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @Test
    void aRoundThatFailsIsBegunAgain() throws Exception {
        var begun = new AtomicInteger();
        var third = new CountDownLatch(1);
        try (var rounds =
                new Rounds(
                        "test",
                        () -> {
                            if (begun.incrementAndGet() < 3) {
                                throw new IOException("the warehouse is away");
                            }
                            third.countDown();
                        },
                        AT_ONCE,
                        AT_ONCE)) {
            rounds.start();
            assertThat(third.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aLongRoundRestsNoLongerThanItMay() throws Exception {
        var begun = new CountDownLatch(3);
        try (var rounds =
                new Rounds(
                        "test",
                        () -> {
                            begun.countDown();
                            work(Duration.ofSeconds(1));
                        },
                        AT_ONCE,
                        AT_ONCE)) {
            rounds.start();
            // Two rests of four times a second would take eight seconds more than the work.
            assertThat(begun.await(8, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void work(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
