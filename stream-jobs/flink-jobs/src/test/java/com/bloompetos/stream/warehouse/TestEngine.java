package com.bloompetos.stream.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** An engine that keeps what it was told, and is away or refuses as a test wants it. */
public final class TestEngine implements Engine {
    /** An insert as it arrived. */
    public record Insert(String table, List<String> columns, byte[] rows) {}

    public final List<Insert> inserts = new CopyOnWriteArrayList<>();
    public final List<String> statements = new CopyOnWriteArrayList<>();

    /** How many more inserts find nobody there. */
    public final AtomicInteger away = new AtomicInteger();

    public volatile Function<Insert, Refused> refusal = insert -> null;
    public volatile Function<String, Refused> statementRefusal = statement -> null;
    public volatile Function<String, List<List<String>>> answers = select -> new ArrayList<>();

    @Override
    public void insert(String table, List<String> columns, InputStream rowBinary)
            throws IOException, Refused {
        if (away.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IOException("connection refused");
        }
        var insert = new Insert(table, columns, rowBinary.readAllBytes());
        var refused = refusal.apply(insert);
        if (refused != null) {
            throw refused;
        }
        inserts.add(insert);
    }

    @Override
    public void execute(String statement) throws Refused {
        var refused = statementRefusal.apply(statement);
        if (refused != null) {
            throw refused;
        }
        statements.add(statement);
    }

    @Override
    public List<List<String>> query(String select) {
        return answers.apply(select);
    }

    @Override
    public void close() {}
}
