package com.bloompetos.insight.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NoShowReplayTest {
    private static final LocalDateTime NOON = LocalDateTime.parse("2026-03-02T12:00:00");

    @Test
    void anotherTradeIsLearnedFromColumnsNobodyNamed() {
        for (var logOdds : List.of(-2.5, -1.0)) {
            var trade = new OtherTrade(5, 8_000, logOdds);
            var answers = trade.replay(UnaryOperator.identity());
            // Half of the risk is the guests' own habit, which two bookings cannot show.
            assertThat(trade.auc(answers)).isGreaterThan(0.64);
            assertThat(told(trade, answers) / missed(trade, answers))
                    .isCloseTo(1, Offset.offset(0.06));
        }
    }

    @Test
    void otherNamesOfTheColumnsGiveTheSameQuality() {
        var trade = new OtherTrade(6, 6_000, -1.5);
        double plain = trade.auc(trade.replay(UnaryOperator.identity()));
        double renamed = trade.auc(trade.replay(name -> "x" + name.hashCode()));
        assertThat(renamed).isCloseTo(plain, Offset.offset(0.01));
    }

    @Test
    void probabilitiesAreCalibratedInEveryPart() {
        var trade = new OtherTrade(7, 12_000, -1.5);
        var answers = trade.replay(UnaryOperator.identity());
        var sorted = new ArrayList<>(answers.keySet().stream().skip(3_000).toList());
        sorted.sort(java.util.Comparator.comparing(answers::get));
        int third = sorted.size() / 3;
        for (int part = 0; part < 3; part++) {
            var ids = sorted.subList(part * third, (part + 1) * third);
            double told = ids.stream().mapToDouble(answers::get).average().orElseThrow();
            double truth = ids.stream().mapToDouble(trade.truth::get).average().orElseThrow();
            assertThat(told).isCloseTo(truth, Offset.offset(0.03));
        }
    }

    @Test
    void noiseTeachesNothing() {
        var trade = new OtherTrade(8, 4_000, -1.5);
        var random = new java.util.Random(8);
        trade.events.replaceAll(
                event ->
                        new OtherTrade.Event(
                                event.at(),
                                event.kind(),
                                event.id(),
                                event.client(),
                                event.values(),
                                random.nextDouble() < 0.2));
        trade.events.forEach(event -> trade.missed.put(event.id(), event.missed()));
        var answers = trade.replay(UnaryOperator.identity());
        assertThat(trade.auc(answers)).isBetween(0.45, 0.55);
        var late = new LinkedHashMap<String, Double>();
        answers.entrySet().stream()
                .skip(2_000)
                .forEach(answer -> late.put(answer.getKey(), answer.getValue()));
        assertThat(late.values()).allMatch(p -> p > 0.02 && p < 0.6);
    }

    @Test
    void anOutcomeOfTodayTeachesNothingBeforeTomorrow() {
        var withOutcome = twoBookings();
        withOutcome.ended(NOON.plusMinutes(5), "a", true);
        var without = twoBookings();
        double today = without.asked(NOON.plusMinutes(6), "b", List.of(""));
        assertThat(withOutcome.asked(NOON.plusMinutes(6), "b", List.of(""))).isEqualTo(today);
        assertThat(withOutcome.asked(NOON.plusDays(1), "b", List.of("")))
                .isGreaterThan(without.asked(NOON.plusDays(1), "b", List.of("")));
    }

    @Test
    void anAnswerNeverDependsOnWhatComesLater() {
        var trade = new OtherTrade(9, 1_500, -1.5);
        var whole = trade.replay(UnaryOperator.identity());
        trade.events.subList(trade.events.size() / 2, trade.events.size()).clear();
        var half = trade.replay(UnaryOperator.identity());
        assertThat(half).isNotEmpty().allSatisfy((id, p) -> assertThat(whole).containsEntry(id, p));
    }

    @Test
    void whatWasNeverBookedAndWhatComesOutOfOrderIsRefused() {
        var replay = twoBookings();
        assertThatThrownBy(() -> replay.asked(NOON.plusMinutes(1), "c", List.of("")))
                .isInstanceOf(UnknownAppointment.class)
                .hasMessage("appointment c was never booked");
        assertThatThrownBy(() -> replay.ended(NOON.minusDays(1), "a", true))
                .hasMessageContaining("sort the events");
    }

    private static NoShowReplay twoBookings() {
        var replay = new NoShowReplay(List.of("service"));
        replay.booked(NOON, "a", "client", List.of("groom"));
        replay.booked(NOON, "b", "client", List.of("groom"));
        replay.asked(NOON.plusMinutes(1), "a", List.of(""));
        return replay;
    }

    private static double told(OtherTrade trade, java.util.Map<String, Double> answers) {
        return answers.values().stream().mapToDouble(p -> p).sum();
    }

    private static double missed(OtherTrade trade, java.util.Map<String, Double> answers) {
        return trade.missed.values().stream().filter(missed -> missed).count();
    }
}
