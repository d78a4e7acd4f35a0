package com.bloompetos.insight.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private static final Weeks WEEKS = new Weeks(LocalDate.of(2026, 11, 21));

    @Test
    void whatIsHalfAsBadAsWasSaidStillStandsAndLessDoesNot() {
        var claim = claim(20);
        assertThat(claim.change().usual()).isEqualTo(10);
        assertThat(claim.change().worse()).isEqualTo(10);
        assertThat(Claim.upholds(20, claim.change().worse())).isTrue();
        assertThat(Claim.upholds(20.1, claim.change().worse())).isFalse();
        assertThat(Claim.upholds(1, claim(10).change().worse())).isFalse();
    }

    @Test
    void linesAreTheQuerysOwn() {
        assertThat(Claim.Line.of("2026-11-20\t1\tFull groom\t3\t10\t50000"))
                .isEqualTo(
                        new Claim.Line(
                                LocalDate.of(2026, 11, 20),
                                true,
                                "Full groom",
                                new Sums(3, 10, 50_000)));
    }

    private static Claim claim(int missed) {
        return Claim.of(
                Look.NO_SHOW_RATE,
                WEEKS,
                List.of(
                        Claim.Line.of("2026-11-01\t1\tbath\t40\t400\t0"),
                        Claim.Line.of("2026-11-01\t0\tbath\t40\t400\t0"),
                        Claim.Line.of("2026-11-20\t1\tbath\t" + missed + "\t100\t0")));
    }
}
