package com.bloompetos.api.digest;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.api.alert.AlertLetter;
import com.bloompetos.api.board.OpenMatters.Matters;
import com.bloompetos.api.board.OpenMatters.ToOrder;
import com.bloompetos.api.board.OpenMatters.Urgent;
import com.bloompetos.api.digest.Figures.Figure;
import com.bloompetos.api.insight.Insight;
import com.bloompetos.api.kpi.Freshness;
import com.bloompetos.api.kpi.KpiSeal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DigestTextTest {
    private static final URI ADDRESS = URI.create("https://bloom.example");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:30Z"); // Seven, there.
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final UUID RIVERSIDE = new UUID(1, 1);
    private static final UUID SISTER = new UUID(1, 2);
    private static final Matters NOTHING = new Matters(0, List.of(), List.of());

    @Test
    void aMorningWithSomethingOfEverything() {
        var letter =
                write(
                        List.of(insight(RIVERSIDE, "More missed appointments: Full groom")),
                        new Figures(
                                new Freshness(NOW.minusSeconds(30), 0L),
                                List.of(
                                        figure("Bookings", "31", "39", "booked", seal(0)),
                                        figure(
                                                "Net sales",
                                                "1,840.00 USD",
                                                "2,105.50 USD",
                                                "sale",
                                                seal(0)))),
                        new Matters(
                                3,
                                List.of(
                                        new Urgent(
                                                SISTER, "Sister", "critical", "No visit since 9"),
                                        new Urgent(RIVERSIDE, "Riverside", "warning", "Shampoo: 3"),
                                        new Urgent(SISTER, "Sister", "info", "Not shown")),
                                List.of(
                                        new ToOrder(
                                                "Riverside",
                                                "Shampoo",
                                                "bottle",
                                                3,
                                                12,
                                                LocalDate.of(2026, 11, 24)))),
                        List.of("Sister, Odd rule: 2, 1 of them open"));
        assertThat(letter.subject()).isEqualTo("Riverside: More missed appointments: Full groom");
        assertThat(letter.body())
                .isEqualTo(
                        """
                        Sunday 22 November, Riverside, Sister

                        WHAT STOOD OUT IN THE LAST SEVEN DAYS
                        Riverside: 38 of 210 appointments were missed.
                        What to do: Ask them to confirm
                        https://bloom.example/?branch=%1$s#insights
                        Proof: ./bloom insight verify %3$s

                        YESTERDAY, SATURDAY 21 NOVEMBER
                        Bookings: 31, usually 39 (4 Saturdays). By booking day, definition 1.
                        Net sales: 1,840.00 USD, usually 2,105.50 USD (4 Saturdays). By sale day, definition 1.
                        As of 07:00 on 22 November.
                        Sealed: stream and batch agree, last compared at 23:50 on 21 November.

                        3 ALERTS ARE OPEN
                        Sister, critical: No visit since 9
                        https://bloom.example/?branch=%2$s#alerts
                        Riverside, warning: Shampoo: 3
                        https://bloom.example/?branch=%1$s#alerts

                        STOCK TO ORDER
                        Riverside, Shampoo: 3 bottles left, order 12 by Tue 24 Nov

                        ALERTS THAT WERE NOT SENT
                        Sister, Odd rule: 2, 1 of them open

                        You get this letter since you look after Riverside, Sister. To stop it, take the tick from the letter at the foot of https://bloom.example/.
                        """
                                .formatted(RIVERSIDE, SISTER, new UUID(2, 2)));
    }

    @Test
    void aMorningWithNothingToSaySaysSo() {
        var letter =
                write(
                        List.of(),
                        new Figures(new Freshness(NOW, 0L), List.of()),
                        NOTHING,
                        List.of());
        assertThat(letter.subject()).isEqualTo("Nothing stood out at Riverside, Sister");
        assertThat(letter.body())
                .contains("Nothing stood out in the last seven days")
                .contains("\n\nNo alert is open.\n\n");
    }

    @Test
    void whatIsUrgentIsTheSubjectOnlyWhereNothingStoodOut() {
        var matters =
                new Matters(
                        2,
                        List.of(
                                new Urgent(SISTER, "Sister", "info", "Little"),
                                new Urgent(SISTER, "Sister", "warning", "Much")),
                        List.of());
        assertThat(write(List.of(), null, matters, List.of()).subject())
                .isEqualTo("Open at Sister: Much");
        assertThat(write(List.of(insight(SISTER, "Less")), null, matters, List.of()).subject())
                .isEqualTo("Sister: Less");
    }

    @Test
    void numbersThatAreAwayLateOrUnsealedAreSaidToBe() {
        assertThat(write(List.of(), null, NOTHING, List.of()).body())
                .contains("YESTERDAY, SATURDAY 21 NOVEMBER\nThe warehouse does not answer");
        var late =
                new Figures(
                        new Freshness(NOW.minusSeconds(600), 600_000L),
                        List.of(
                                figure("Bookings", "31", null, "booked", null),
                                figure("Net sales", "2.00 USD", "1.00 USD", "sale", seal(0))));
        assertThat(write(List.of(), late, NOTHING, List.of()).body())
                .contains("Bookings: 31. By booking day, definition 1.\n")
                .contains("Late: what happened after 06:50 on 22 November is not in them.\n")
                .contains("Not sealed, for stream and batch were not compared: Bookings.\n");
        var differing =
                new Figures(
                        Freshness.UNKNOWN,
                        List.of(figure("Bookings", "31", null, "booked", seal(2))));
        assertThat(write(List.of(), differing, NOTHING, List.of()).body())
                .contains("Late: nobody knows how new they are")
                .contains("Not sealed, for stream and batch differ: Bookings in 2 readings.\n");
    }

    @Test
    void aNumberThatSaysLittleSaysSo() {
        var few =
                new Figure("No-show rate", "50.0 %", "10.0 %", 1, true, "scheduled", 2, 1, seal(0));
        var letter =
                write(
                        List.of(),
                        new Figures(new Freshness(NOW, 0L), List.of(few)),
                        NOTHING,
                        List.of());
        assertThat(letter.body())
                .contains(
                        "No-show rate: 50.0 %, usually 10.0 % (the Saturday before); few, chance alone moves it; 1 of 2 branches. By appointment day, definition 2.");
    }

    @Test
    void aNameCannotBeginALineOrAHeader() {
        assertThat(DigestText.plain("Sister\r\nBcc: all@bloom.example\u202e!"))
                .isEqualTo("Sister Bcc: all@bloom.example !");
    }

    private static AlertLetter write(
            List<Insight> insights, @Nullable Figures figures, Matters matters, List<String> held) {
        var branches =
                List.of(
                        new Digest.Branch(RIVERSIDE, "Riverside", "America/New_York"),
                        new Digest.Branch(SISTER, "Sister", "America/New_York"));
        return DigestText.of(
                new Digest(DAY, branches, insights, figures, matters, held), NOW, ADDRESS);
    }

    private static Figure figure(
            String label,
            String text,
            @Nullable String usual,
            String dateBasis,
            @Nullable KpiSeal seal) {
        return new Figure(label, text, usual, 4, false, dateBasis, 1, 2, seal);
    }

    private static KpiSeal seal(long differing) {
        return new KpiSeal(7, Instant.parse("2026-11-22T04:50:00Z"), 10, differing, 2);
    }

    private static Insight insight(UUID branch, String title) {
        return new Insight(
                new UUID(2, 2),
                branch,
                "no_show_rate",
                "week",
                "service=Full groom",
                DAY.minusDays(7),
                DAY.minusDays(1),
                title,
                "Riverside: 38 of 210 appointments were missed.",
                "[]",
                "{}",
                72900,
                0.9,
                72900,
                "confirm_appointments",
                "Ask them to confirm",
                "opened",
                null,
                null,
                0,
                null,
                NOW,
                NOW);
    }
}
