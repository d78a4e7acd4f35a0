package com.bloompetos.stream.change;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Changes without an organization: a job keyed by it has no key for them. */
public final class Homeless {
    private static final OutputTag<DeadLetter> HOMELESS =
            new OutputTag<>("homeless", TypeInformation.of(DeadLetter.class));

    private Homeless() {}

    /** The others. */
    public static DataStream<Change> setAside(DataStream<Change> changes, Sink<DeadLetter> to) {
        var kept =
                changes.process(new OnlyOfOrganizations())
                        .returns(changes.getType())
                        .name("set-homeless-aside")
                        .uid("set-homeless-aside");
        kept.getSideOutput(HOMELESS).sinkTo(to).name("homeless").uid("homeless");
        return kept;
    }

    private static final class OnlyOfOrganizations extends ProcessFunction<Change, Change> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Change change, Context context, Collector<Change> out) {
            if (change.row().has("organization_id")) {
                out.collect(change);
            } else {
                context.output(HOMELESS, change.refused("no organization stands in it"));
            }
        }
    }
}
