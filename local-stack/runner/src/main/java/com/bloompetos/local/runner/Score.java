package com.bloompetos.local.runner;

import com.bloompetos.local.score.AnomalyScore;
import com.bloompetos.local.score.BadInput;
import com.bloompetos.local.score.DriverScore;
import com.bloompetos.local.score.ForecastScore;
import com.bloompetos.local.score.NoShowScore;
import com.bloompetos.local.score.StockoutScore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bloom score TASK}: the production models on files, without a running stack. */
@Command(
        name = "score",
        description =
                "The production models on files, plain or gzip; needs no running stack and writes all answers or none.",
        subcommands = {
            Score.NoShow.class,
            Score.Anomaly.class,
            Score.Forecast.class,
            Score.Stockout.class,
            Score.DriversOfChange.class
        })
final class Score implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new Complaint(
                "Which one? noshow, anomaly, forecast, stockout or drivers; each explains itself with --help.");
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

    /** Is this reading strange? */
    @Command(
            name = "anomaly",
            mixinStandardHelpOptions = true,
            description = {
                "Reads every listed series once, without looking ahead, and tells how surprising each value is, from 0",
                "to 1: file,timestamp,anomaly_score. High where something begins, not while it lasts. Columns:",
                "timestamp, value."
            })
    static final class Anomaly implements Callable<Integer> {
        @Option(
                names = "--data",
                required = true,
                paramLabel = "DIR",
                description = "The folder of the series, or the one that has them in data/.")
        Path data = Path.of("");

        @Option(
                names = "--files",
                required = true,
                paramLabel = "FILE",
                description = "Their names, one a line.")
        Path files = Path.of("");

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws IOException {
            return score(target.out, () -> AnomalyScore.run(data, files, target.out));
        }
    }

    /** Daily sales so far. */
    static final class Sales {
        @Option(
                names = "--history",
                required = true,
                paramLabel = "FILE",
                description = {
                    "Daily sales, as CSV: store_id, item_id, date, units; dept_id, cat_id, state_id, sell_price, snap",
                    "help where they are there. May repeat; the days may come in any order."
                })
        List<Path> files = List.of();
    }

    /** How much will be asked for? */
    @Command(
            name = "forecast",
            mixinStandardHelpOptions = true,
            description = {
                "Units of each item at each branch on the 28 days from an origin on, told with the days before it:",
                "store_id,item_id,origin,h,forecast."
            })
    static final class Forecast implements Callable<Integer> {
        @picocli.CommandLine.Mixin final Sales sales = new Sales();

        @Option(
                names = "--origin",
                paramLabel = "DAY",
                description = "The first day to tell; may repeat. Default: the day after the last.")
        List<LocalDate> origins = List.of();

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws IOException {
            return score(target.out, () -> ForecastScore.run(sales.files, origins, target.out));
        }
    }

    /** Will it run out? */
    @Command(
            name = "stockout",
            mixinStandardHelpOptions = true,
            description = {
                "Will the demand of lead_days days from asof on use up on_hand? Told with the days before asof:",
                "query_id,p,alert. Columns of a query: query_id, store_id, item_id, asof, lead_days, on_hand."
            })
    static final class Stockout implements Callable<Integer> {
        @picocli.CommandLine.Mixin final Sales sales = new Sales();

        @Option(
                names = "--queries",
                required = true,
                paramLabel = "FILE",
                description = "The questions, as CSV.")
        Path queries = Path.of("");

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws IOException {
            return score(target.out, () -> StockoutScore.run(sales.files, queries, target.out));
        }
    }

    /** Where does it come from? */
    @Command(
            name = "drivers",
            mixinStandardHelpOptions = true,
            description = {
                "Which part of the whole explains a minute of each listed case, out of the case's earlier minutes:",
                "case,cause,rank; the first rank is the explanation. Columns of a case: min, value (the bad ones), cnt",
                "(all), and its attributes; of the list: case, timestamp."
            })
    static final class DriversOfChange implements Callable<Integer> {
        @Option(
                names = "--cases",
                required = true,
                paramLabel = "DIR",
                description = "The folder with CASE.csv or CASE.csv.gz.")
        Path cases = Path.of("");

        @Option(
                names = "--list",
                required = true,
                paramLabel = "FILE",
                description = "The cases and the minute to explain, as CSV.")
        Path list = Path.of("");

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws IOException {
            return score(target.out, () -> DriverScore.run(cases, list, target.out));
        }
    }
}
