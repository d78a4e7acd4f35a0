package com.bloompetos.stream.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** What a keyed job remembers of rows, by their id, and the newest log position in it. */
public final class RowState {
    private final RuntimeContext context;
    private final ValueState<Long> version;

    public RowState(RuntimeContext context) {
        this.context = context;
        version = context.getState(new ValueStateDescriptor<>("version", Types.LONG));
    }

    public <T> MapState<String, T> map(String name, Class<T> type) {
        return context.getMapState(
                new MapStateDescriptor<>(name, Types.STRING, TypeInformation.of(type)));
    }

    public long version() throws Exception {
        var newest = version.value();
        return newest == null ? 0 : newest;
    }

    /** The change is in it now. */
    public void took(Change change) throws Exception {
        if (change.version() > version()) {
            version.update(change.version());
        }
    }

    /** A copy: a state must not change while it is walked over. */
    public static <T> List<Map.Entry<String, T>> entries(MapState<String, T> rows)
            throws Exception {
        var all = new ArrayList<Map.Entry<String, T>>();
        rows.entries().forEach(all::add);
        return all;
    }

    public static <T> void remove(MapState<String, T> rows, Predicate<T> isOver) throws Exception {
        for (var entry : entries(rows)) {
            if (isOver.test(entry.getValue())) {
                rows.remove(entry.getKey());
            }
        }
    }
}
