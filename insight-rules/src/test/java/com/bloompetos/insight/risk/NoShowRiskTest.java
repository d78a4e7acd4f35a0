package com.bloompetos.insight.risk;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.risk.Booking.Commitment;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NoShowRiskTest {
    private static final LocalDateTime NOON = LocalDateTime.parse("2026-03-02T12:00:00");
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

    @Test
    void whoConfirmsOrPaysComesSoonerFromTheFirstDayOn() {
        var asked = booking(20, ClientHistory.NONE);
        var silent = model.score(asked, weights).probability();
        var reminded = model.score(asked.with(new Commitment(true, false, false)), weights);
        var confirmed = model.score(asked.with(new Commitment(true, true, false)), weights);
        var paid = model.score(asked.with(new Commitment(true, true, true)), weights);
        assertThat(reminded.probability()).isLessThan(silent);
        assertThat(confirmed.probability()).isLessThan(reminded.probability());
        assertThat(paid.probability()).isLessThan(confirmed.probability());
    }

    @Test
    void aRaisedRiskSaysWhatWouldLowerItAndByHowMuch() {
        var asked = booking(30, new ClientHistory(1, 2, true));
        var risk = model.score(asked, weights);
        assertThat(risk.loweredBy()).hasSize(3);
        double confirmed =
                model.score(asked.with(new Commitment(false, true, false)), weights).probability();
        assertThat(risk.loweredBy())
                .contains("A confirmation lowers it to %.0f %%".formatted(100 * confirmed))
                .anyMatch(way -> way.startsWith("A slot within 2 days lowers it to "))
                .anyMatch(
                        way ->
                                way.startsWith(
                                        "A deposit of 20.00, as this service asks, lowers it to "));
    }

    @Test
    void nothingIsAdvisedThatIsDoneOrThatTheServiceDoesNotAsk() {
        var asked = booking(30, new ClientHistory(1, 2, true));
        var done = model.score(asked.with(new Commitment(true, true, true)), weights);
        assertThat(done.loweredBy()).allMatch(way -> way.startsWith("A slot"));
        var low = model.score(booking(0, new ClientHistory(9, 0, false)), weights);
        assertThat(low.loweredBy()).isEmpty();
    }

    @Test
    void organizationsLearnWhatAConfirmationIsWorthToThem() {
        var random = new Random(3);
        for (int i = 0; i < 6_000; i++) {
            // Here nobody keeps a word: those who confirm stay away as often as the others.
            var commitment = new Commitment(true, i % 2 == 0, false);
            model.learn(
                    booking(7, ClientHistory.NONE).with(commitment),
                    random.nextDouble() < 0.2,
                    weights);
        }
        double confirmed = asked(new Commitment(true, true, false));
        double not = asked(new Commitment(true, false, false));
        assertThat(confirmed / not).isCloseTo(1, Offset.offset(0.12));
    }

    @Test
    void clientsSurviveStorage() {
        var client = new Client();
        client.comes(LocalDate.parse("2026-03-09"));
        client.comes(LocalDate.parse("2026-03-09"));
        client.comes(null);
        client.leaves(LocalDate.parse("2026-03-09"));
        client.ended(NOON, true);
        var standing = client.standing(LocalDate.parse("2026-03-09"));
        assertThat(standing)
                .isEqualTo(new Client.Standing(new ClientHistory(0, 1, true), 1, 2, 3, NOON));
        var stored = Client.of(client.toBytes());
        assertThat(stored.standing(LocalDate.parse("2026-03-09"))).isEqualTo(standing);
        assertThat(stored.toBytes()).isEqualTo(client.toBytes());
        assertThat(Client.of(new Client().toBytes()).standing(null))
                .isEqualTo(new Client.Standing(ClientHistory.NONE, 1, 0, 0, null));
    }

    private double asked(Commitment commitment) {
        return model.score(booking(7, ClientHistory.NONE).with(commitment), weights).probability();
    }

    private static Booking booking(double leadDays, ClientHistory history) {
        return new Booking(
                "harbour",
                "exam",
                "vet",
                "cat",
                NOON,
                NOON.plusMinutes((long) (1440 * leadDays)),
                5_000,
                2_000,
                NOON,
                Commitment.NONE,
                new Client.Standing(history, 1, 1, history.appointments() + 1, null));
    }
}
