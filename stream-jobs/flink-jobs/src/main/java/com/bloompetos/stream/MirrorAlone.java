package com.bloompetos.stream;

import com.bloompetos.stream.change.ChangeStream;
import com.bloompetos.stream.change.KafkaDeadLetters;
import com.bloompetos.stream.mirror.MirrorJob;
import com.bloompetos.stream.mirror.MirrorSink;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The mirror by itself, from the log's beginning into a database of its own: to see beside the one
 * that serves what it would be if it were made anew, or how fast that is.
 */
public final class MirrorAlone {
    private MirrorAlone() {}

    public static void main(String[] args) throws Exception {
        var settings = FlinkSettings.from(System.getenv());
        var database = System.getenv("BLOOM_RAW_DATABASE");
        var topics = System.getenv("BLOOM_MIRROR_TOPICS");
        if (database == null || topics == null) {
            throw new IllegalArgumentException(
                    "BLOOM_RAW_DATABASE and BLOOM_MIRROR_TOPICS must say what goes where");
        }
        var changes =
                ChangeStream.of(
                        settings.kafka(),
                        settings.registry(),
                        "mirror-alone",
                        ChangeStream.Pace.GATHERED,
                        Pattern.compile(topics));
        var raw =
                new MirrorSink(
                        settings.warehouse(), KafkaDeadLetters.at(settings.kafka()), database);
        var cluster =
                new JobCluster(
                        settings,
                        List.of(
                                new Job(
                                        "mirror-alone",
                                        env -> MirrorJob.define(env, changes, raw))));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cluster), "stop"));
        cluster.start();
        cluster.ended().join();
    }

    private static void stop(JobCluster cluster) {
        try {
            cluster.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
