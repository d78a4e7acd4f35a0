package com.bloompetos.insight.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bloompetos.insight.explain.Contrast.Days;
import com.bloompetos.insight.narrative.WhyTeller;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DecompositionTest {
    private static final LocalDate SATURDAY = LocalDate.of(2026, 11, 21);
    private static final Contrast USUAL = Contrast.withUsual(new Days(SATURDAY, SATURDAY));
    private static final Contrast TWO_WEEKS =
            new Contrast(
                    new Days(LocalDate.of(2026, 11, 9), LocalDate.of(2026, 11, 15)),
                    List.of(new Days(LocalDate.of(2026, 11, 2), LocalDate.of(2026, 11, 8))));

    @Test
    void alongEveryAttributeThePartsSumToTheWholeChange() {
        var random = new Random(1);
        for (int round = 0; round < 200; round++) {
            var contrast = round % 2 == 0 ? USUAL : TWO_WEEKS;
            var look = Look.values()[round % Look.values().length];
            var of = Decomposition.of(look, contrast, facts(random));
            var split = of.split();
            assertThat(split.volume() + split.mix() + split.rate()).isEqualTo(split.change());
            assertThat((double) split.change()).isCloseTo(of.change(), within(0.5));
            of.slices().stream()
                    .collect(
                            Collectors.groupingBy(
                                    Decomposition.Slice::attribute,
                                    Collectors.summingDouble(Decomposition.Slice::change)))
                    .forEach((attribute, sum) -> assertThat(sum).isEqualTo(of.change()));
        }
    }

    @Test
    void whatWasLostAltogetherCountsWithAllOfIt() {
        var of =
                Decomposition.of(
                        Look.BOOKINGS,
                        TWO_WEEKS,
                        List.of(
                                "service\tBath\t0\t10\t10\t0",
                                "service\tGroom\t0\t20\t20\t0",
                                "service\tGroom\t1\t20\t20\t0"));
        assertThat(of.change()).isEqualTo(-10);
        assertThat(of.outstanding().orElseThrow().value()).isEqualTo("Bath");
    }

    @Test
    void aShareFallsWhenItsRateFallsHoweverManyThereAre() {
        var of =
                Decomposition.of(
                        Look.NO_SHOW_RATE,
                        TWO_WEEKS,
                        List.of("service\tBath\t0\t10\t50\t0", "service\tBath\t1\t15\t150\t0"));
        assertThat(of.change()).isPositive();
        assertThat(of.moved()).isNegative();
        assertThat(new WhyTeller("Riverside", "USD").tell(of, TWO_WEEKS).text())
                .startsWith(
                        "Riverside: 15 of 150 appointments (10.0 %) were missed on 9 November 2026 to 15 November 2026, down from 10 of 50 (20.0 %)")
                .contains("Of the change of +5, +20 is the number of appointments, 0 the mix");
    }

    @Test
    void theUsualOfADayIsThatOfItsWeekday() {
        assertThat(USUAL.before())
                .extracting(Days::from)
                .allMatch(day -> day.getDayOfWeek() == SATURDAY.getDayOfWeek())
                .hasSize(4);
        assertThat(USUAL.before()).allMatch(days -> days.to().isBefore(SATURDAY));
        assertThat(new WhyTeller("Riverside", "USD").tell(sales(), USUAL).text())
                .isEqualTo(
                        "Riverside: net sales of 60 USD on 21 November 2026, down from the usual 100 USD. Of the change of -40 USD, -40 USD is the number of sales, 0 USD the mix of services, and 0 USD what each brought.");
    }

    @Test
    void nothingAtAllIsSaidSo() {
        var of = Decomposition.of(Look.NET_SALES, USUAL, List.of());
        assertThat(of.outstanding()).isEmpty();
        assertThat(new WhyTeller("Riverside", "USD").tell(of, USUAL).text())
                .isEqualTo("Riverside: nothing was counted in either of the two.");
    }

    @Test
    void laterDaysAreNotWhatSomethingIsHeldAgainst() {
        var now = new Days(SATURDAY, SATURDAY);
        assertThatThrownBy(() -> new Contrast(now, List.of(now)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Decomposition sales() {
        return Decomposition.of(
                Look.NET_SALES,
                USUAL,
                List.of("service\tBath\t0\t40000\t40\t40000", "service\tBath\t1\t6000\t6\t6000"));
    }

    /** Each fact stands once along each attribute, as the query's answer has it. */
    private static List<String> facts(Random random) {
        var lines = new ArrayList<String>();
        int facts = 1 + random.nextInt(30);
        for (int i = 0; i < facts; i++) {
            int denominator = 1 + random.nextInt(9);
            int numerator = random.nextInt(denominator + 1);
            int isNow = random.nextInt(2);
            for (var attribute : Attribute.values()) {
                lines.add(
                        "%s\tv%d\t%d\t%d\t%d\t%d"
                                .formatted(
                                        attribute.label(),
                                        random.nextInt(4),
                                        isNow,
                                        numerator,
                                        denominator,
                                        100 * numerator));
            }
        }
        return lines;
    }

    private static org.assertj.core.data.Offset<Double> within(double most) {
        return org.assertj.core.data.Offset.offset(most);
    }
}
