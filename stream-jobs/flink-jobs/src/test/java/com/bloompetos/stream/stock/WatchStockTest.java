package com.bloompetos.stream.stock;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Schemas;
import com.bloompetos.events.insight.Finding;
import com.bloompetos.stream.change.CatchUpGate;
import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.fact.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchStockTest {
    private static final ConfluentAvro AVRO = new ConfluentAvro(new FindingOnly());
    private static final LocalDate TODAY = LocalDate.parse("2026-03-02");
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final StockRows rows = new StockRows();
    private KeyedOneInputStreamOperatorTestHarness<String, Change, Event> stock;
    private Instant now = NOON;
    private int read;
    private int readForecasts;
    private long lsn = 1_000;

    @BeforeEach
    void start() throws Exception {
        stock = harness(null);
        take(rows.branch(1, "b", "f", "UTC"), rows.branch(2, "sister", "f", "UTC"));
        take(rows.branch(3, "rival", "f2", "UTC"));
        stock.processWatermark(CatchUpGate.LIVE);
    }

    @AfterEach
    void stop() throws Exception {
        stock.close();
    }

    @Test
    void withoutAPastAnEpisodeOpensAtTheReorderPointAndResolvesAboveIt() throws Exception {
        onHand(6);
        onHand(5);
        onHand(0);
        onHand(25);
        assertThat(said())
                .containsExactly(
                        "opened warning FLEA-5: 5 left, reorder at 5",
                        "opened critical FLEA-5: 0 left, reorder at 5",
                        "resolved info FLEA-5: 25 in stock");
        assertThat(episodes()).hasSize(1);
    }

    @Test
    void theNextShortageIsANewEpisode() throws Exception {
        onHand(5);
        onHand(25);
        onHand(4);
        said();
        assertThat(episodes()).hasSize(2);
    }

    @Test
    void repeatsAndOlderVersionsTellNothing() throws Exception {
        take(rows.item(10, "i", "b", 5), rows.item(12, "i", "b", 25));
        later();
        said();
        take(rows.item(11, "i", "b", 3), rows.item(12, "i", "b", 3), rows.item(0, "i", "b", 1));
        take(rows.used(20, "m", "i", TODAY, 4));
        later();
        forecasts();
        take(rows.used(20, "m", "i", TODAY, 4), rows.used(19, "m", "i", TODAY, 8));
        later();
        assertThat(said()).isEmpty();
        assertThat(forecasts()).isEmpty();
    }

    @Test
    void whatOpenedAndResolvedInThePastIsNeverTold() throws Exception {
        restart(null);
        take(rows.branch(1, "b", "f", "UTC"));
        onHand(5);
        onHand(25);
        onHand(4);
        assertThat(said()).isEmpty();
        assertThat(forecasts()).isEmpty();
        stock.processWatermark(CatchUpGate.LIVE);
        assertThat(said()).containsExactly("opened warning FLEA-5: 4 left, reorder at 5");
        assertThat(forecasts()).hasSize(1);
    }

    @Test
    void aRestoredJobResolvesWhatItOnceTold() throws Exception {
        onHand(5);
        said();
        restart(stock.snapshot(1, 1));
        onHand(25);
        stock.processWatermark(CatchUpGate.LIVE);
        assertThat(said()).containsExactly("resolved info FLEA-5: 25 in stock");
        assertThat(episodes()).hasSize(1);
    }

    @Test
    void whatWasSaidAfterTheLastCheckpointIsNeitherRepeatedNorLost() throws Exception {
        var checkpoint = stock.snapshot(1, 1);
        onHand(5);
        var lost = findings();
        restart(checkpoint);
        take(rows.item(lsn, "i", "b", 5));
        lost.forEach(finding -> take(rows.said(finding)));
        stock.processWatermark(CatchUpGate.LIVE);
        assertThat(said()).isEmpty();
        onHand(25);
        assertThat(said()).containsExactly("resolved info FLEA-5: 25 in stock");
        assertThat(episodes()).containsOnly(lost.get(0).getEpisode());
    }

    @Test
    void aDeletedItemIsResolvedAndForgotten() throws Exception {
        onHand(5);
        take(rows.itemGone(++lsn, "i", "b"));
        later();
        assertThat(said()).last().isEqualTo("resolved info FLEA-5: no longer kept here");
        assertThat(forecasts()).last().matches(Forecast::isDeleted);
        pass(Duration.ofDays(Known.KEPT_DAYS + 2));
        assertThat(stock.numKeyedStateEntries()).as("three branches and a version").isLessThan(6);
    }

    @Test
    void theForecastLearnsFromEveryDayAndSaysWhatToOrder() throws Exception {
        usedDaily("i", 4);
        onHand(10);
        var forecast = last();
        assertThat(forecast.isKnown()).isTrue();
        assertThat(forecast.dailyDemand()).isCloseTo(4, Offset.offset(0.4));
        assertThat(forecast.probability()).isGreaterThan(0.95);
        assertThat(forecast.stockoutOn()).isEqualTo(TODAY.plusDays(2).toEpochDay());
        assertThat(forecast.orderQuantity()).isBetween(74, 95);
        assertThat(forecast.orderBy()).isEqualTo(TODAY.toEpochDay());
        assertThat(findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.getRule()).isEqualTo("stockout_risk");
                            assertThat(finding.getAtStakeCents()).isBetween(24_000L, 30_000L);
                        });
        onHand(200);
        assertThat(said()).containsExactly("resolved info FLEA-5: 200 in stock");
    }

    @Test
    void aLateMovementChangesTheForecastAsIfItHadComeInTime() throws Exception {
        usedDaily("i", 4);
        onHand(40);
        var before = last();
        take(rows.used(++lsn, "late", "i", TODAY.minusDays(1), 30));
        later();
        var late = last();
        assertThat(late.dailyDemand()).isGreaterThan(before.dailyDemand());

        restart(null);
        take(rows.branch(1, "b", "f", "UTC"));
        take(rows.used(5, "late", "i", TODAY.minusDays(1), 30));
        usedDaily("i", 4);
        onHand(40);
        stock.processWatermark(CatchUpGate.LIVE);
        assertThat(last().at(0, 0)).isEqualTo(late.at(0, 0));
    }

    @Test
    void whatIsOnItsWayMakesItSafer() throws Exception {
        usedDaily("i", 4);
        onHand(14);
        assertThat(said()).hasSize(1);
        take(rows.order(++lsn, "po", "b", TODAY, TODAY.plusDays(2)));
        take(rows.line(++lsn, "l", "po", "i", 100));
        later();
        assertThat(last().deliveryOn()).isEqualTo(TODAY.plusDays(2).toEpochDay());
        assertThat(last().orderQuantity()).isZero();
        assertThat(said()).containsExactly("resolved info FLEA-5: 14 in stock");
    }

    @Test
    void bookingsCountAsOftenAsTheirClientsCome() throws Exception {
        usedDaily("i", 1);
        take(rows.supply(++lsn, "s", 5));
        onHand(40);
        double before = last().demandUntilDelivery();
        for (int visit = 0; visit < 6; visit++) {
            var day = TODAY.plusDays(visit);
            take(rows.visit(++lsn, "v" + visit, "b", day, "scheduled"));
            take(rows.score(lsn, "v" + visit, day, 0.4));
        }
        later();
        assertThat(last().demandUntilDelivery())
                .isCloseTo(before + 6 * 5 * 0.6, Offset.offset(0.5));
        for (int visit = 0; visit < 6; visit++) {
            take(rows.visit(++lsn, "v" + visit, "b", TODAY.plusDays(visit), "cancelled"));
        }
        later();
        assertThat(last().demandUntilDelivery()).isCloseTo(before, Offset.offset(0.1));
    }

    @Test
    void aSisterOfTheSameFranchiseCanSpareSomeAndARivalIsNotSeen() throws Exception {
        usedDaily("i", 4);
        usedDaily("theirs", 1);
        usedDaily("rivals", 1);
        take(rows.item(++lsn, "rivals", "rival", 900));
        onHand(10);
        assertThat(last().sisterBranchId()).isNull();
        take(rows.item(++lsn, "theirs", "sister", 90));
        later();
        var advice = last("i");
        assertThat(advice.sisterBranchId()).isEqualTo("sister");
        assertThat(advice.sisterSpareUnits()).isBetween(50, 75);
    }

    @Test
    void aNewDayOfTheBranchMakesANewForecast() throws Exception {
        take(rows.branch(++lsn, "b", "f", "America/New_York"));
        usedDaily("i", 4);
        onHand(40);
        assertThat(last().asOf()).isEqualTo(TODAY.toEpochDay());
        forecasts();
        pass(Duration.between(now, Instant.parse("2026-03-03T04:59:59Z")));
        assertThat(forecasts()).isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(forecasts())
                .singleElement()
                .satisfies(
                        forecast ->
                                assertThat(forecast.asOf())
                                        .isEqualTo(TODAY.plusDays(1).toEpochDay()));
    }

    @Test
    void aLotThatWillNotBeUsedInTimeIsTold() throws Exception {
        usedDaily("i", 1);
        onHand(60);
        take(rows.lot(++lsn, "lot", "i", TODAY.plusDays(9), 30));
        later();
        assertThat(said())
                .containsExactly(
                        "opened warning FLEA-5: about 20 units expire from 2026-03-11 on before they are used");
        take(rows.lot(++lsn, "lot", "i", TODAY.plusDays(9), 2));
        later();
        assertThat(said()).containsExactly("resolved info FLEA-5: 60 in stock");
    }

    @Test
    void aRowWithoutItsColumnsIsSetAside() throws Exception {
        take(rows.torn(++lsn));
        onHand(5);
        assertThat(stock.getSideOutput(WatchStock.UNUSABLE)).hasSize(1);
        assertThat(said()).hasSize(1);
    }

    @Test
    void aKillChangesNoForecast() throws Exception {
        usedDaily("i", 4);
        var checkpoint = stock.snapshot(1, 1);
        take(rows.used(++lsn, "x", "i", TODAY, 3), rows.item(++lsn, "i", "b", 50));
        later();
        var told = last();
        restart(checkpoint);
        lsn -= 2;
        take(rows.used(++lsn, "x", "i", TODAY, 3), rows.item(++lsn, "i", "b", 50));
        stock.processWatermark(CatchUpGate.LIVE);
        assertThat(last().at(0, 0)).isEqualTo(told.at(0, 0));
    }

    @Test
    void everythingThatIsKeptHasATypeOfItsOwn() {
        for (var kept : Known.class.getDeclaredClasses()) {
            assertThat(TypeInformation.of(kept))
                    .as(kept.getName())
                    .isInstanceOf(PojoTypeInfo.class);
        }
        assertThat(TypeInformation.of(Forecast.class)).isInstanceOf(PojoTypeInfo.class);
    }

    /** Eighty days until yesterday. */
    private void usedDaily(String item, int units) {
        for (int day = 80; day > 0; day--) {
            take(rows.used(++lsn, item + day, item, TODAY.minusDays(day), units));
        }
    }

    private void onHand(int units) throws Exception {
        take(rows.item(++lsn, "i", "b", units));
        later();
    }

    private void take(Change... changes) {
        for (var change : changes) {
            try {
                stock.processElement(change, 0);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    private void later() throws Exception {
        pass(WatchStock.REST);
    }

    private void pass(Duration duration) throws Exception {
        now = now.plus(duration);
        stock.setProcessingTime(now.toEpochMilli());
    }

    private List<String> said() {
        return findings().stream()
                .map(
                        finding ->
                                String.join(
                                        " ",
                                        finding.getState(),
                                        finding.getSeverity(),
                                        finding.getTitle()))
                .toList();
    }

    private List<Finding> findings() {
        var all = all();
        var fresh = all.subList(read, all.size());
        read = all.size();
        return fresh;
    }

    private List<String> episodes() {
        return all().stream().map(Finding::getEpisode).distinct().toList();
    }

    private List<Finding> all() {
        var all = new ArrayList<Finding>();
        for (var event : stock.extractOutputValues()) {
            all.add(AVRO.decode(event.value(), Finding.class));
        }
        return all;
    }

    private List<Forecast> forecasts() {
        var all = allForecasts();
        var fresh = all.subList(readForecasts, all.size());
        readForecasts = all.size();
        return fresh;
    }

    private Forecast last() {
        return last("i");
    }

    private Forecast last(String item) {
        return allForecasts().stream()
                .filter(forecast -> forecast.itemId().equals(item))
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    private List<Forecast> allForecasts() {
        var output = stock.getSideOutput(WatchStock.FORECASTS);
        return output == null
                ? List.of()
                : output.stream().map(element -> element.getValue()).toList();
    }

    private void restart(OperatorSubtaskState from) throws Exception {
        stock.close();
        stock = harness(from);
        read = 0;
        readForecasts = 0;
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Change, Event> harness(
            OperatorSubtaskState from) throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<String, Change, Event>(
                        new KeyedProcessOperator<>(new WatchStock(() -> AVRO)),
                        change -> change.row().text("organization_id"),
                        Types.STRING);
        harness.setProcessingTime(now.toEpochMilli());
        if (from != null) {
            harness.initializeState(from);
        }
        harness.open();
        return harness;
    }

    private static final class FindingOnly implements Schemas {
        @Override
        public Schema byId(int id) {
            return Finding.getClassSchema();
        }

        @Override
        public int idOf(String subject, Schema schema) {
            return 1;
        }
    }
}
