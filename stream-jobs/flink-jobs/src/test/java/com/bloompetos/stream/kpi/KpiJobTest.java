package com.bloompetos.stream.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.change.DeadLetter;
import com.bloompetos.stream.change.GivenChanges;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job in Flink's own small cluster, in one thread and in several. */
class KpiJobTest {
    private static final Queue<Reading> READINGS = new ConcurrentLinkedQueue<>();
    private static final Queue<Reading> LATEST = new ConcurrentLinkedQueue<>();
    private static final Queue<DeadLetter> LETTERS = new ConcurrentLinkedQueue<>();
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final CaseChanges rows = new CaseChanges();

    @BeforeEach
    void forget() {
        READINGS.clear();
        LATEST.clear();
        LETTERS.clear();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void bookingsBecomeReadingsAndUnusableRowsDeadLetters(int parallelism) throws Exception {
        var log = new ArrayList<Change>();
        for (int lsn = 1; lsn <= 100; lsn++) {
            log.add(rows.change("appointments", "c", lsn, booking("a-" + lsn, "groom")));
        }
        log.add(rows.change("appointments", "u", 101, booking("a-1", "bath")));
        log.add(rows.change("appointments", "d", 102, booking("a-2", "groom")));
        log.add(
                rows.change(
                        "appointments",
                        "c",
                        103,
                        Map.of("organization_id", "no uuid", "status", "scheduled")));

        var settings = new Configuration();
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        var env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        env.setParallelism(parallelism);
        KpiJob.define(
                env,
                GivenChanges.of(log, Into.<DeadLetter>queue("letters")),
                Into.<Reading>queue("latest"),
                Into.<Reading>queue("readings"));
        env.execute();

        var told = new HashMap<String, Long>();
        KpiStream.latest(List.copyOf(READINGS)).values().stream()
                .filter(r -> Cell.of(r.cell()).kpi().equals("bookings"))
                .forEach(r -> told.put(Cell.of(r.cell()).dimensions().get(0), r.numerator()));
        assertThat(told).isEqualTo(Map.of("groom", 98L, "bath", 1L));
        assertThat(LATEST).as("served and logged alike").hasSameElementsAs(READINGS);
        assertThat(LETTERS)
                .singleElement()
                .satisfies(l -> assertThat(l.reason()).contains("no KPI can be made"));
    }

    private Map<String, Object> booking(String id, String service) {
        return Map.of(
                "organization_id",
                new UUID(0, 1).toString(),
                "branch_id",
                new UUID(0, 2).toString(),
                "appointment_id",
                id,
                "service_id",
                service,
                "booked_day",
                today.toString(),
                "scheduled_day",
                today.toString(),
                "scheduled_hour",
                9L,
                "status",
                "scheduled");
    }

    /** A sink that a test can look into; sinks travel, so it knows its queue by name. */
    private record Into<T>(String queue) implements Sink<T> {
        static <T> Sink<T> queue(String name) {
            return new Into<>(name);
        }

        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(T element, Context unused) {
                    if (element instanceof Reading reading) {
                        (queue.equals("latest") ? LATEST : READINGS).add(reading);
                    } else if (element instanceof DeadLetter letter) {
                        LETTERS.add(letter);
                    }
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
