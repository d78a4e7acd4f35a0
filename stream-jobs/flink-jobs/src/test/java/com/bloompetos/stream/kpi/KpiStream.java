package com.bloompetos.stream.kpi;

import com.bloompetos.stream.change.CatchUpGate;
import com.bloompetos.stream.change.Change;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The KPI job's two keyed steps in the operator harness, with time moved by hand. */
final class KpiStream implements AutoCloseable {
    private final KeyedOneInputStreamOperatorTestHarness<String, RowContributions, Delta> retract;
    private final KeyedOneInputStreamOperatorTestHarness<String, Delta, Reading> sum;
    private final List<Contributor> contributors;
    private final Contribute contribute;
    private int handedOn;
    private int told;
    private long now;

    /** The state of both steps, as one checkpoint holds it. */
    record Checkpoint(OperatorSubtaskState retract, OperatorSubtaskState sum) {}

    private KpiStream(long start, @Nullable Checkpoint from, List<Contributor> contributors)
            throws Exception {
        this.contributors = contributors;
        contribute = new Contribute(contributors);
        retract =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new Retract()),
                        RowContributions::row,
                        Types.STRING);
        sum =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new SumCells()), Delta::cell, Types.STRING);
        now = start;
        retract.setProcessingTime(now);
        sum.setProcessingTime(now);
        if (from != null) {
            retract.initializeState(from.retract());
            sum.initializeState(from.sum());
        }
        retract.open();
        sum.open();
    }

    /** Only the twins of these KPIs. */
    static KpiStream on(LocalDate today, String... kpis) throws Exception {
        return new KpiStream(
                today.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli(),
                null,
                Contributor.ALL.stream()
                        .filter(contributor -> List.of(kpis).contains(contributor.kpi()))
                        .toList());
    }

    /** As another process that starts when this one was killed; time never goes back. */
    KpiStream killedAndRestored(Checkpoint from) throws Exception {
        close();
        return new KpiStream(now, from, contributors);
    }

    KpiStream live() throws Exception {
        retract.processWatermark(CatchUpGate.LIVE);
        sum.processWatermark(CatchUpGate.LIVE);
        return this;
    }

    void accept(Change change) throws Exception {
        retract.processElement(contribute.contributions(change), now);
        var deltas = retract.extractOutputValues();
        for (; handedOn < deltas.size(); handedOn++) {
            sum.processElement(deltas.get(handedOn), now);
        }
    }

    void pass(long millis) throws Exception {
        now += millis;
        retract.setProcessingTime(now);
        sum.setProcessingTime(now);
    }

    /** What was told since the last call. */
    List<Reading> told() {
        var all = sum.extractOutputValues();
        var fresh = new ArrayList<>(all.subList(told, all.size()));
        told = all.size();
        return fresh;
    }

    /** The newest reading of each cell, as the warehouse keeps it: the later of equal versions. */
    static Map<String, Reading> latest(List<Reading> readings) {
        var latest = new TreeMap<String, Reading>();
        readings.forEach(
                r -> latest.merge(r.cell(), r, (a, b) -> b.version() >= a.version() ? b : a));
        return latest;
    }

    Checkpoint checkpoint() throws Exception {
        return new Checkpoint(retract.snapshot(1, now), sum.snapshot(1, now));
    }

    int stateEntries() {
        return retract.numKeyedStateEntries() + sum.numKeyedStateEntries();
    }

    @Override
    public void close() throws Exception {
        retract.close();
        sum.close();
    }
}
