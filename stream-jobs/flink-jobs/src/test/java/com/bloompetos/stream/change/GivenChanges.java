package com.bloompetos.stream.change;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** Changes of a test as a source that ends. */
public final class GivenChanges {
    private static final Map<Integer, List<Change>> GIVEN = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger();

    private GivenChanges() {}

    /** Ungated: the source's end is the last watermark, which opens every gate. */
    public static ChangeStream of(List<Change> changes, Sink<DeadLetter> deadLetters) {
        int id = NEXT.getAndIncrement();
        GIVEN.put(id, List.copyOf(changes));
        GeneratorFunction<Long, Change> at = index -> GIVEN.get(id).get(index.intValue());
        return new ChangeStream(
                new DataGeneratorSource<>(at, changes.size(), new ChangeType("http://127.0.0.1:9")),
                null,
                deadLetters);
    }
}
