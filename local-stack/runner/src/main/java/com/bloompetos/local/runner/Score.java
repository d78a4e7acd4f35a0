package com.bloompetos.local.runner;

import com.bloompetos.local.score.BadInput;
import com.bloompetos.local.score.NoShowScore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bloom score TASK}: the production models on files, without a running stack. */
@Command(
        name = "score",
        description =
                "The production models on files, plain or gzip; needs no running stack and writes all answers or none.",
        subcommands = {Score.NoShow.class})
final class Score implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new Complaint("Which one? noshow; each explains itself with --help.");
    }

    /** One task on files; how many answers it wrote. */
    private interface Task {
        long run() throws IOException;
    }

    private static int score(Path out, Task task) throws IOException {
        long began = System.nanoTime();
        try {
            long answers = task.run();
            Bloom.say(
                    "%d answers in %s, %.1f s"
                            .formatted(answers, out, (System.nanoTime() - began) / 1e9));
            return 0;
        } catch (BadInput bad) {
            throw new Complaint(bad.getMessage() + ". Nothing was written.");
        }
    }

    /** Where the answers go. */
    static final class Target {
        @Option(
                names = "--out",
                required = true,
                paramLabel = "FILE",
                description = "Where the answers go; replaced as a whole at the end.")
        Path out = Path.of("");
    }

    /** Will the client come? */
    @Command(
            name = "noshow",
            mixinStandardHelpOptions = true,
            description = {
                "Replays events in the order of time and answers every score_request: appointment_id,p. Columns: ts,",
                "type (booking, score_request, outcome), appointment_id, patient_id, and whatever else is known, taken",
                "by type (numbers, names, times). Outcomes carry no_show (or any one column that only they fill) and",
                "teach from the next day on."
            })
    static final class NoShow implements Callable<Integer> {
        @Option(
                names = "--events",
                required = true,
                paramLabel = "FILE",
                description = "The events, as CSV.")
        Path events = Path.of("");

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws IOException {
            return score(target.out, () -> NoShowScore.run(events, target.out));
        }
    }
}
