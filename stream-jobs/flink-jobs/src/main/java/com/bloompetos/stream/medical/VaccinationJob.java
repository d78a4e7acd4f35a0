package com.bloompetos.stream.medical;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Topic;
import com.bloompetos.stream.change.ChangeStream;
import com.bloompetos.stream.change.Homeless;
import com.bloompetos.stream.fact.Event;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Vaccinations and appointments in, VaccinationDue and findings of overdue ones out. */
public final class VaccinationJob {
    /** What it said itself among them, for when it was killed. */
    public static final Topic[] READS = {
        Topic.BRANCHES,
        Topic.VACCINATIONS,
        Topic.APPOINTMENTS,
        Topic.VACCINATIONS_DUE,
        Topic.FINDINGS
    };

    private VaccinationJob() {}

    public static void define(
            StreamExecutionEnvironment env,
            ChangeStream changes,
            String registry,
            Sink<Event> events) {
        var watched =
                Homeless.setAside(changes.read(env), changes.deadLetters())
                        .keyBy(change -> change.row().text("organization_id"), Types.STRING)
                        .process(new WatchVaccinations(() -> ConfluentAvro.at(registry)))
                        .returns(TypeInformation.of(Event.class))
                        .name("watch-vaccinations")
                        .uid("watch-vaccinations");
        watched.getSideOutput(WatchVaccinations.UNUSABLE)
                .sinkTo(changes.deadLetters())
                .name("set-unusable-aside")
                .uid("set-unusable-aside");
        watched.sinkTo(events).name("events").uid("events");
    }
}
