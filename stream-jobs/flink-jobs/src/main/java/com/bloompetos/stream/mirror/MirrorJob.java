package com.bloompetos.stream.mirror;

import com.bloompetos.events.Topic;
import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.change.ChangeStream;
import java.util.regex.Pattern;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Every change topic becomes a table of {@code raw}; risk scores and findings with them. */
public final class MirrorJob {
    /** What is mirrored: new tables join by their name. */
    public static final Pattern TOPICS =
            Pattern.compile(
                    "cdc\\..+|"
                            + Pattern.quote(Topic.RISK_SCORES.name())
                            + "|"
                            + Pattern.quote(Topic.FINDINGS.name()));

    private MirrorJob() {}

    public static void define(
            StreamExecutionEnvironment env, ChangeStream changes, Sink<Change> raw) {
        changes.read(env).sinkTo(raw).name("raw").uid("raw");
    }
}
