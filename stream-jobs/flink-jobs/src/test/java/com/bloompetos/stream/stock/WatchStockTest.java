package com.bloompetos.stream.stock;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Schemas;
import com.bloompetos.events.insight.Finding;
import com.bloompetos.stream.change.CatchUpGate;
import com.bloompetos.stream.fact.Event;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchStockTest {
    private static final ConfluentAvro AVRO = new ConfluentAvro(new FindingOnly());

    private KeyedOneInputStreamOperatorTestHarness<String, ItemLevel, Event> stock;
    private int read;

    @BeforeEach
    void start() throws Exception {
        stock = harness();
        stock.open();
        stock.processWatermark(CatchUpGate.LIVE);
    }

    @AfterEach
    void stop() throws Exception {
        stock.close();
    }

    @Test
    void anEpisodeOpensAtTheReorderPointAndResolvesAboveIt() throws Exception {
        level(10, 6);
        level(11, 5);
        level(12, 25);
        assertThat(told())
                .containsExactly(
                        "opened 11 warning FLEA-5: 5 left, reorder at 5 @11",
                        "resolved 11 info FLEA-5: 25 in stock again @12");
    }

    @Test
    void theNextShortageIsANewEpisode() throws Exception {
        level(10, 5);
        level(11, 25);
        level(12, 4);
        assertThat(told())
                .extracting(s -> s.split(" ")[0] + s.split(" ")[1])
                .containsExactly("opened10", "resolved10", "opened12");
    }

    @Test
    void aRunningEpisodeIsToldAnewOnlyWhenItsNumbersChange() throws Exception {
        level(10, 5);
        level(11, 5);
        level(12, 0);
        assertThat(told())
                .containsExactly(
                        "opened 10 warning FLEA-5: 5 left, reorder at 5 @10",
                        "opened 10 critical FLEA-5: 0 left, reorder at 5 @12");
    }

    @Test
    void repeatsAndOlderVersionsTellNothing() throws Exception {
        level(10, 5);
        level(12, 25);
        told();
        level(11, 3);
        level(12, 25);
        level(0, 1);
        assertThat(told()).isEmpty();
    }

    @Test
    void whatOpenedAndResolvedInThePastIsNeverTold() throws Exception {
        restart(null);
        level(10, 5);
        level(11, 25);
        level(12, 4);
        assertThat(told()).isEmpty();
        stock.processWatermark(CatchUpGate.LIVE);
        assertThat(told()).containsExactly("opened 12 warning FLEA-5: 4 left, reorder at 5 @12");
    }

    @Test
    void aRestoredJobResolvesWhatItOnceTold() throws Exception {
        level(10, 5);
        told();
        restart(stock.snapshot(1, 1));
        level(10, 5);
        level(11, 25);
        stock.processWatermark(CatchUpGate.LIVE);
        assertThat(told()).containsExactly("resolved 10 info FLEA-5: 25 in stock again @11");
    }

    @Test
    void aDeletedItemIsResolvedAndForgotten() throws Exception {
        level(10, 5);
        stock.processElement(item(11, 5, true), 0);
        assertThat(told()).last().isEqualTo("resolved 10 info FLEA-5: no longer kept here @11");
        stock.setProcessingTime(WatchStock.FORGOTTEN.toMillis() + 1);
        assertThat(stock.numKeyedStateEntries()).isZero();
    }

    @Test
    void everythingThatTravelsHasATypeOfItsOwn() {
        assertThat(TypeInformation.of(ItemLevel.class)).isInstanceOf(PojoTypeInfo.class);
        assertThat(TypeInformation.of(Event.class)).isInstanceOf(PojoTypeInfo.class);
        assertThat(TypeInformation.of(WatchStock.Watched.class)).isInstanceOf(PojoTypeInfo.class);
    }

    private void level(long version, int onHand) throws Exception {
        stock.processElement(item(version, onHand, false), 0);
    }

    private static ItemLevel item(long version, int onHand, boolean deleted) {
        return new ItemLevel("o", "b", "i", "FLEA-5", onHand, 5, 20, deleted, version, 1_000);
    }

    private List<String> told() {
        var all = stock.extractOutputValues();
        var fresh = new ArrayList<String>();
        for (; read < all.size(); read++) {
            var event = all.get(read);
            var finding = AVRO.decode(event.value(), Finding.class);
            assertThat(event.key()).isEqualTo("o/low_stock/b/i/" + finding.getEpisode());
            fresh.add(
                    "%s %s %s %s @%d"
                            .formatted(
                                    finding.getState(),
                                    finding.getEpisode(),
                                    finding.getSeverity(),
                                    finding.getTitle(),
                                    finding.getSourceVersion()));
        }
        return fresh;
    }

    private void restart(OperatorSubtaskState from) throws Exception {
        stock.close();
        stock = harness();
        read = 0;
        if (from != null) {
            stock.initializeState(from);
        }
        stock.open();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ItemLevel, Event> harness()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new WatchStock(() -> AVRO)),
                ItemLevel::key,
                Types.STRING);
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
