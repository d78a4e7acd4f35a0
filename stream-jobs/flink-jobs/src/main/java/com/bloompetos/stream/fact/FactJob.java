package com.bloompetos.stream.fact;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Topic;
import com.bloompetos.stream.change.ChangeStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Row changes in, BookingCreated, AppointmentCompleted, PaymentReceived and InventoryUpdated out.
 */
public final class FactJob {
    /** The tables that events follow from. */
    public static final Topic[] READS = {Topic.APPOINTMENTS, Topic.PAYMENTS, Topic.INVENTORY_ITEMS};

    private FactJob() {}

    public static void define(
            StreamExecutionEnvironment env,
            ChangeStream changes,
            String registry,
            Sink<Event> events) {
        var derived =
                changes.read(env)
                        .process(new DeriveEvents(() -> ConfluentAvro.at(registry)))
                        .returns(TypeInformation.of(Event.class))
                        .name("derive-events")
                        .uid("derive-events");
        derived.getSideOutput(DeriveEvents.UNUSABLE)
                .sinkTo(changes.deadLetters())
                .name("set-unusable-aside")
                .uid("set-unusable-aside");
        derived.sinkTo(events).name("events").uid("events");
    }
}
