package com.bloompetos.insight.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NoShowRiskTest {
    private final NoShowRisk model = new NoShowRisk();
    private final WeightArray weights = new WeightArray();

    @Test
    void aNewOrganizationStartsSensibly() {
        var sameDay = model.score(booking(0, ClientHistory.NONE), weights);
        var farAhead = model.score(booking(40, ClientHistory.NONE), weights);
        assertThat(sameDay.probability()).isBetween(0.01, 0.11);
        assertThat(farAhead.probability()).isBetween(0.11, 0.4);
    }

    @Test
    void aClientWhoMissesIsLikelierToMissAgain() {
        var faithful = model.score(booking(7, new ClientHistory(9, 0, false)), weights);
        var absent = model.score(booking(7, new ClientHistory(3, 6, true)), weights);
        assertThat(absent.probability()).isGreaterThan(3 * faithful.probability());
        assertThat(absent.reasons().get(0))
                .isEqualTo("Client missed 6 of 9 earlier appointments raises the risk");
        assertThat(faithful.reasons().get(0)).endsWith("lowers the risk");
    }

    @Test
    void probabilitiesMatchWhatHappens() {
        var random = new Random(7);
        double told = 0;
        double missed = 0;
        for (int i = 0; i < 20_000; i++) {
            double lead = random.nextInt(40);
            var booking = booking(lead, ClientHistory.NONE);
            boolean outcome = random.nextDouble() < 0.05 + lead / 100;
            if (i > 2_000) {
                told += model.score(booking, weights).probability();
                missed += outcome ? 1 : 0;
            }
            model.learn(booking, outcome, weights);
        }
        assertThat(told / missed).isCloseTo(1, Offset.offset(0.03));
        assertThat(model.score(booking(35, ClientHistory.NONE), weights).probability())
                .isCloseTo(0.40, Offset.offset(0.06));
        assertThat(model.score(booking(0, ClientHistory.NONE), weights).probability())
                .isCloseTo(0.05, Offset.offset(0.04));
    }

    @Test
    void theSameOutcomesGiveTheSameWeightsAndSurviveStorage() {
        var other = new WeightArray();
        for (int i = 0; i < 100; i++) {
            model.learn(booking(i % 30, ClientHistory.NONE), i % 4 == 0, weights);
            model.learn(booking(i % 30, ClientHistory.NONE), i % 4 == 0, other);
        }
        assertThat(other.toBytes()).isEqualTo(weights.toBytes());
        assertThat(WeightArray.of(weights.toBytes()).toBytes()).isEqualTo(weights.toBytes());
        assertThat(Weights.Weight.of(new Weights.Weight(1.5, 2.25).toBytes()))
                .isEqualTo(new Weights.Weight(1.5, 2.25));
    }

    @Test
    void historiesSurviveStorage() {
        var history = ClientHistory.NONE.with(true).with(false).with(true);
        assertThat(ClientHistory.of(history.toBytes())).isEqualTo(new ClientHistory(1, 2, true));
    }

    private static Booking booking(double leadDays, ClientHistory history) {
        return new Booking("harbour", "exam", "vet", DayOfWeek.MONDAY, 9, leadDays, 5_000, history);
    }
}
