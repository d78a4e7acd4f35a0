package com.bloompetos.stream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bloompetos.stream.change.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InsertQueueTest {
    private static final List<String> COLUMNS = List.of("n");
    private static final Duration LATER = Duration.ofMinutes(10);

    private final TestEngine engine = new TestEngine();
    private final TestDeadLetters deadLetters = new TestDeadLetters();
    private final List<String> repaired = new ArrayList<>();
    private InsertQueue queue = queue(LATER);

    private InsertQueue queue(Duration flushEvery) {
        return new InsertQueue("test", engine, deadLetters, flushEvery, flushEvery, repaired::add);
    }

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void whatIsWrittenDownFollowsTheRowsThatItSpeaksOf() throws Exception {
        queue.close();
        queue =
                new InsertQueue(
                        "test", engine, deadLetters, LATER, LATER, repaired::add, new Days());
        queue.add(
                "t",
                List.of("n"),
                out -> out.int64(1),
                reason -> letter(1, reason),
                0,
                List.of("monday"),
                7);
        queue.add(
                "t",
                List.of("n"),
                out -> out.int64(2),
                reason -> letter(2, reason),
                0,
                List.of("monday"),
                9);
        queue.flush();
        assertThat(engine.inserts).hasSize(2);
        assertThat(engine.inserts.get(0).table()).isEqualTo("t");
        assertThat(engine.inserts.get(1).table()).isEqualTo("days");
        var note = ByteBuffer.wrap(engine.inserts.get(1).rows()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(note.getLong()).as("one day, its newest version").isEqualTo(9);
        assertThat(note.hasRemaining()).isFalse();
    }

    private static final class Days implements InsertQueue.Notebook {
        @Override
        public String table() {
            return "days";
        }

        @Override
        public List<String> columns() {
            return List.of("version");
        }

        @Override
        public void write(Object note, long version, RowBinary out) {
            out.uint64(version);
        }
    }

    @Test
    void aFlushSendsWhatWaitsInOneInsert() throws Exception {
        add("t", 1, 2, 3);
        assertThat(engine.inserts).isEmpty();
        queue.flush();
        assertThat(numbers()).containsExactly(1L, 2L, 3L);
        assertThat(engine.inserts).hasSize(1);
    }

    @Test
    void rowsGoByThemselvesWhenTheirTimeHasCome() throws Exception {
        queue.close();
        queue = queue(Duration.ofMillis(20));
        add("t", 1);
        while (engine.inserts.isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(numbers()).containsExactly(1L);
    }

    @Test
    void tenThousandRowsDoNotWaitForTheTime() throws Exception {
        for (var n = 0; n < 10_000; n++) {
            add("t", n);
        }
        while (engine.inserts.isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(numbers()).hasSize(10_000);
    }

    @Test
    void rowsWaitWhileTheEngineIsAwayAndNoneIsLost() throws Exception {
        engine.away.set(3);
        add("t", 1, 2);
        queue.flush();
        assertThat(numbers()).containsExactly(1L, 2L);
        assertThat(engine.inserts).as("two rows, one insert").hasSize(1);
    }

    @Test
    void troublesOfTheEngineNeverCostARow() throws Exception {
        var asked = new int[1];
        engine.refusal =
                insert -> ++asked[0] < 3 ? new Refused(241, "memory limit exceeded") : null;
        add("t", 7);
        queue.flush();
        assertThat(numbers()).containsExactly(7L);
        assertThat(deadLetters.sent).isEmpty();
    }

    @Test
    void oneBadRowGoesAlone() throws Exception {
        engine.refusal =
                insert ->
                        decode(insert).contains(5L)
                                ? new Refused(469, "constraint n < 5 is violated")
                                : null;
        add("t", 1, 2, 3, 4, 5, 6, 7, 8, 9);
        queue.flush();
        assertThat(numbers()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 6L, 7L, 8L, 9L);
        assertThat(deadLetters.sent)
                .singleElement()
                .satisfies(
                        letter -> {
                            assertThat(letter.offset()).isEqualTo(5);
                            assertThat(letter.reason()).contains("constraint");
                        });
    }

    @Test
    void otherColumnsBeginAnotherInsert() throws Exception {
        add("t", 1);
        queue.add("t", List.of("n", "m"), out -> out.int64(2), reason -> letter(2, reason), 0);
        queue.flush();
        assertThat(engine.inserts).hasSize(2);
        assertThat(engine.inserts.get(1).columns()).containsExactly("n", "m");
    }

    @Test
    void aRowThatCannotBeWrittenLeavesItsNeighboursAlone() throws Exception {
        add("t", 1);
        assertThatThrownBy(
                        () ->
                                queue.add(
                                        "t",
                                        COLUMNS,
                                        out -> {
                                            out.int64(2);
                                            throw new IllegalArgumentException("no uuid");
                                        },
                                        reason -> letter(2, reason),
                                        0))
                .hasMessage("no uuid");
        add("t", 3);
        queue.flush();
        assertThat(numbers()).containsExactly(1L, 3L);
    }

    @Test
    void aMissingTableIsMadeAgain() throws Exception {
        engine.refusal = insert -> repaired.isEmpty() ? new Refused(60, "no such table") : null;
        add("t", 1);
        queue.flush();
        assertThat(repaired).containsExactly("t");
        assertThat(numbers()).containsExactly(1L);
    }

    @Test
    void aTableThatAloneRefusesDoesNotStopTheOthers() throws Exception {
        open(Duration.ofMinutes(10));
        engine.refusal =
                insert -> insert.table().equals("bad") ? new Refused(252, "too many parts") : null;
        add("bad", 1);
        for (var n = 2; n < 6; n++) {
            add("good", n);
            awaitInserts(n - 1);
        }
        assertThat(numbers()).containsExactly(2L, 3L, 4L, 5L);
        assertThat(deadLetters.sent).isEmpty();
        // When it takes rows again they come, without anyone asking.
        engine.refusal = insert -> null;
        awaitInserts(5);
        assertThat(numbers()).contains(1L);
        queue.flush();
    }

    @Test
    void itsRowsAreDeadLettersOnceACheckpointHasWaitedForThem() throws Exception {
        open(Duration.ZERO);
        engine.refusal =
                insert -> insert.table().equals("bad") ? new Refused(48, "no such engine") : null;
        add("bad", 1, 2);
        add("good", 3);
        awaitInserts(1);
        queue.flush();
        assertThat(numbers()).containsExactly(3L);
        assertThat(deadLetters.sent)
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.reason()).contains("every row of bad"));
    }

    @Test
    void anEngineThatRefusesEveryTableCostsNoRow() throws Exception {
        open(Duration.ZERO);
        var until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        engine.refusal =
                insert -> System.nanoTime() - until < 0 ? new Refused(243, "disk is full") : null;
        add("t", 1);
        add("u", 2);
        queue.flush();
        assertThat(numbers()).containsExactlyInAnyOrder(1L, 2L);
        assertThat(deadLetters.sent).isEmpty();
    }

    private void open(Duration patience) {
        queue.close();
        var quick = Duration.ofMillis(5);
        queue =
                new InsertQueue(
                        "test",
                        engine,
                        deadLetters,
                        quick,
                        quick,
                        patience,
                        repaired::add,
                        InsertQueue.NONE);
    }

    private void awaitInserts(int count) {
        while (engine.inserts.size() < count) {
            Thread.onSpinWait();
        }
    }

    private void add(String table, long... numbers) throws InterruptedException {
        for (var number : numbers) {
            queue.add(
                    table, COLUMNS, out -> out.int64(number), reason -> letter(number, reason), 0);
        }
    }

    private static DeadLetter letter(long number, String reason) {
        return new DeadLetter("cdc.t", 0, number, null, null, reason);
    }

    private List<Long> numbers() {
        return engine.inserts.stream().flatMap(insert -> decode(insert).stream()).toList();
    }

    private static List<Long> decode(TestEngine.Insert insert) {
        var buffer = ByteBuffer.wrap(insert.rows()).order(ByteOrder.LITTLE_ENDIAN);
        var numbers = new ArrayList<Long>();
        while (buffer.hasRemaining()) {
            numbers.add(buffer.getLong());
        }
        return numbers;
    }
}
