package com.bloompetos.local.runner;

import com.bloompetos.local.bench.Addresses;
import com.bloompetos.local.bench.AlertBench;
import com.bloompetos.local.bench.ApiBench;
import com.bloompetos.local.bench.BoardBench;
import com.bloompetos.local.bench.BookingBench;
import com.bloompetos.local.bench.ChaosBench;
import com.bloompetos.local.bench.DashboardsBench;
import com.bloompetos.local.bench.EngineBench;
import com.bloompetos.local.bench.FreshnessBench;
import com.bloompetos.local.bench.InsightBench;
import com.bloompetos.local.bench.KpiBench;
import com.bloompetos.local.bench.MirrorBench;
import com.bloompetos.local.bench.OwnEngine;
import com.bloompetos.local.bench.OwnWriteBench;
import com.bloompetos.local.bench.QualityBench;
import com.bloompetos.local.bench.RacesBench;
import com.bloompetos.local.bench.RecoveryBench;
import com.bloompetos.local.bench.StackControl;
import com.bloompetos.local.bench.WallsBench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bloom bench NAME}: one measurement; its last line is one JSON object. */
@Command(
        name = "bench",
        description =
                "Measures the running stack, or a part of its own that it stops again; the last line is one JSON object.",
        subcommands = {
            Bench.Freshness.class,
            Bench.Recovery.class,
            Bench.Mirror.class,
            Bench.OwnWrite.class,
            Bench.Chaos.class,
            Bench.Booking.class,
            Bench.Races.class,
            Bench.Api.class,
            Bench.WallsOfPeople.class,
            Bench.Engine.class,
            Bench.Kpis.class,
            Bench.Quality.class,
            Bench.Alerts.class,
            Bench.Insights.class,
            Bench.Board.class,
            Bench.Dashboards.class
        })
final class Bench implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new Complaint(
                "Which one? freshness, recovery, mirror, own-write, chaos, booking, races, api, walls, engine, kpi, quality, alerts, insights, board or dashboards; each explains itself with --help.");
    }

    /** Where the figure also goes. */
    static final class Target {
        @Option(
                names = "--json",
                paramLabel = "FILE",
                description = "Also write the JSON object to a file.")
        @Nullable Path file;

        int tell(String json) throws java.io.IOException {
            Bloom.say(json);
            if (file != null) Files.writeString(file, json + "\n");
            return 0;
        }
    }

    /** From a commit in PostgreSQL to the served reading. */
    @Command(
            name = "freshness",
            mixinStandardHelpOptions = true,
            description = {
                "Commits by SQL, half inserts, the rest updates and deletes; measures the time from the commit's",
                "answer until the served KPI reading contains it, then compares every reading with PostgreSQL."
            })
    static final class Freshness implements Callable<Integer> {
        @Option(
                names = "--rate",
                defaultValue = "500",
                description = "Commits a second (default ${DEFAULT-VALUE}).")
        double rate;

        @Option(
                names = "--seconds",
                defaultValue = "60",
                description = "Measured time (default ${DEFAULT-VALUE}).")
        int seconds;

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws Exception {
            var stack = runningStack();
            return target.tell(
                    FreshnessBench.run(
                            addresses(stack),
                            FreshnessBench.Options.of(rate, seconds),
                            System.out));
        }
    }

    /** Kills each part in turn under load. */
    @Command(
            name = "recovery",
            mixinStandardHelpOptions = true,
            description = {
                "Kills (-9) each part in turn under load, waits until it has caught up by itself, and compares",
                "PostgreSQL with the warehouse row by row."
            })
    static final class Recovery implements Callable<Integer> {
        @Option(
                names = "--rate",
                defaultValue = "200",
                description = "Commits a second (default ${DEFAULT-VALUE}).")
        double rate;

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws Exception {
            var stack = runningStack();
            return target.tell(
                    RecoveryBench.run(
                            addresses(stack),
                            new KilledParts(stack),
                            RecoveryBench.Options.of(rate),
                            System.out));
        }
    }

    /** How many changed rows a second reach the warehouse. */
    @Command(
            name = "mirror",
            mixinStandardHelpOptions = true,
            description = {
                "Changes payment_intents by SQL (half updates, a tenth deletes) as fast as the rows arrive in raw; then",
                "Debezium alone; then compares every row; then drains the topic from its beginning with ClickHouse's own",
                "Kafka engine and with a mirror alone. On the running stack, or on one of its own."
            })
    static final class Mirror implements Callable<Integer> {
        @Option(
                names = "--seconds",
                defaultValue = "60",
                description = "Measured time (default ${DEFAULT-VALUE}).")
        int seconds;

        @Option(
                names = "--window",
                defaultValue = "20000",
                description =
                        "Changed rows between commit and raw, at most (default ${DEFAULT-VALUE}).")
        int window;

        @Option(
                names = "--rate",
                defaultValue = "0",
                description = "Changed rows a second, 0 for as many as come through.")
        double rate;

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws Exception {
            try (var stack = BenchStack.runningOrOwn()) {
                return target.tell(
                        MirrorBench.run(
                                stack, MirrorBench.Options.of(seconds, window, rate), System.out));
            }
        }
    }

    /** Random histories, dying parts, and the question whether everyone still says the same. */
    @Command(
            name = "chaos",
            mixinStandardHelpOptions = true,
            description = {
                "Seeded random histories by SQL against a stack of its own and a plain model: late commits, reborn keys,",
                "large values, columns that come and go, parts killed (-9), offsets set back. After each run PostgreSQL,",
                "the model, raw and the streamed readings are compared. A failing seed repeats: --runs 1 --seed S."
            })
    static final class Chaos implements Callable<Integer> {
        @Option(
                names = "--runs",
                defaultValue = "50",
                description = "Histories (default ${DEFAULT-VALUE}).")
        int runs;

        @Option(
                names = "--seed",
                defaultValue = "1",
                description = "That of the first history; the next take the next numbers.")
        long seed;

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws Exception {
            try (var stack = BenchStack.own(Checkout.fromEnvironment())) {
                return target.tell(ChaosBench.run(stack, runs, seed, System.out));
            }
        }
    }

    /** A write, and at once a read that must contain it. */
    @Command(
            name = "own-write",
            mixinStandardHelpOptions = true,
            description = {
                "Books on the running stack and at once asks for the day's bookings with after=; counts the answers",
                "that do not contain the booking."
            })
    static final class OwnWrite implements Callable<Integer> {
        @Option(
                names = "--writes",
                defaultValue = "1000",
                description = "Bookings (default ${DEFAULT-VALUE}).")
        int writes;

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws Exception {
            var stack = runningStack();
            return target.tell(OwnWriteBench.run(ApiStack.target(stack), writes, System.out));
        }
    }

    /** The booking transaction through the API and without it. */
    @Command(
            name = "booking",
            mixinStandardHelpOptions = true,
            description = {
                "Runs the same booking transaction through the API and straight against the same database, in turns,",
                "on a PostgreSQL and an API of its own."
            })
    static final class Booking implements Callable<Integer> {
        @Option(
                names = "--seconds",
                defaultValue = "32",
                description = "Measured time of each way (default ${DEFAULT-VALUE}).")
        int seconds;

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws Exception {
            try (var stack = apiStack()) {
                return target.tell(BookingBench.run(stack.target(), seconds, System.out));
            }
        }
    }

    /** Everybody wants the same slots. */
    @Command(
            name = "races",
            mixinStandardHelpOptions = true,
            description = {
                "Fires racing bookings, holds, series, stays, reschedules and cancels from 32 clients, then reads the",
                "whole table; on a PostgreSQL and an API of its own."
            })
    static final class Races implements Callable<Integer> {
        @Option(
                names = "--attempts",
                defaultValue = "10000",
                description = "Requests (default ${DEFAULT-VALUE}).")
        int attempts;

        @Option(names = "--seed", defaultValue = "1", description = "Other seed, other races.")
        long seed;

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws Exception {
            try (var stack = apiStack()) {
                return target.tell(RacesBench.run(stack.target(), attempts, seed, System.out));
            }
        }
    }

    /** A mixed load at a stated rate. */
    @Command(
            name = "api",
            mixinStandardHelpOptions = true,
            description = {
                "Searches 70 %, books 15 %, pays 10 %, and the rest, at a fixed rate over 50 branches; then slot",
                "searches alone; on a PostgreSQL and an API of its own."
            })
    static final class Api implements Callable<Integer> {
        @Option(
                names = "--rate",
                defaultValue = "100",
                description = "Requests a second (default ${DEFAULT-VALUE}).")
        double rate;

        @Option(
                names = "--seconds",
                defaultValue = "30",
                description = "Measured time (default ${DEFAULT-VALUE}).")
        int seconds;

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws Exception {
            try (var stack = apiStack()) {
                return target.tell(ApiBench.run(stack.target(), rate, seconds, System.out));
            }
        }
    }

    private static ApiStack apiStack() throws java.io.IOException {
        var checkout = Checkout.fromEnvironment();
        return ApiStack.start(
                checkout, checkout.module("local-stack/runner").resolve("target/bench-stack"));
    }

    /** Tries to see what is someone else's. */
    @Command(
            name = "walls",
            mixinStandardHelpOptions = true,
            description = {
                "Starts a warehouse of its own with two organizations and two franchises, and tries every known way",
                "around the walls on every table, as every kind of person; needs no running stack."
            })
    static final class WallsOfPeople implements Callable<Integer> {
        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws Exception {
            var checkout = Checkout.fromEnvironment();
            return target.tell(
                    WallsBench.run(
                            checkout.root(),
                            Parts.clickhouseProgram(checkout),
                            Parts.migratorProgram(checkout),
                            Parts.library(checkout),
                            System.out));
        }
    }

    /** How right the models are. */
    @Command(
            name = "quality",
            mixinStandardHelpOptions = true,
            description = {
                "Runs every score on real data and says how right it was; what is not there is skipped, in words. Needs",
                "no running stack. The folder: noshow/replay_events_train.csv.gz, inventory/m5_daily_train.csv.gz and",
                "stockout_queries_sample.csv, nab/ with files.txt, data/ and combined_windows.json, driver/ with cases.csv and",
                "cases/."
            })
    static final class Quality implements Callable<Integer> {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "The folder of the measurement data (default: data in this folder).")
        Path data = Path.of("data");

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws Exception {
            return target.tell(QualityBench.run(data, System.out));
        }
    }

    /** Whether trouble is told, and nothing else. */
    @Command(
            name = "alerts",
            mixinStandardHelpOptions = true,
            description = {
                "Gives branches of a stack of its own a day with trouble (no-shows x 2.5, an hour's silence, revenue -40 %,",
                "refunds x 5) and as many a quiet one (usual, small, late data, a holiday), and looks which alerts come,",
                "and how long after the commit that caused them."
            })
    static final class Alerts implements Callable<Integer> {
        @Option(
                names = "--seed",
                defaultValue = "1",
                description = "Other seed, other branches (default ${DEFAULT-VALUE}).")
        long seed;

        @Option(
                names = "--anomalies",
                defaultValue = "200",
                description =
                        "Branches with trouble, and as many without (default ${DEFAULT-VALUE}).")
        int anomalies;

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws Exception {
            try (var stack = BenchStack.own(Checkout.fromEnvironment())) {
                return target.tell(AlertBench.run(stack.addresses(), seed, anomalies, System.out));
            }
        }
    }

    /** From a booking to the changed pixel. */
    @Command(
            name = "board",
            mixinStandardHelpOptions = true,
            description = {
                "Opens the live board of an organization of its own in a real Chromium, books by SQL, and measures the time",
                "from the commit's answer until the changed number stands on the screen."
            })
    static final class Board implements Callable<Integer> {
        @Option(
                names = "--bookings",
                defaultValue = "200",
                description = "How many, one after the other (default ${DEFAULT-VALUE}).")
        int bookings;

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws Exception {
            var stack = runningStack();
            return target.tell(
                    BoardBench.run(
                            addresses(stack),
                            stack.checkout().module("dashboards/board"),
                            bookings,
                            System.out));
        }
    }

    /** From asking for a page to its last chart. */
    @Command(
            name = "dashboards",
            mixinStandardHelpOptions = true,
            description = {
                "Opens every Superset dashboard, each of its tabs and the live board of the running demo in a real Chromium,",
                "signed in as an owner: cold with an empty browser, warm once it has been here; measures until the last chart is",
                "drawn, and how long turning to a tab takes."
            })
    static final class Dashboards implements Callable<Integer> {
        @Option(
                names = "--rounds",
                defaultValue = "2",
                description =
                        "Empty browsers per page, and warm openings in each (default ${DEFAULT-VALUE}).")
        int rounds;

        @Option(
                names = "--only",
                defaultValue = "",
                description = "One dashboard, by its slug, or one tab of it (network/day-by-day).")
        String only = "";

        @Option(
                names = "--as",
                defaultValue = "owner@pawsome.demo",
                description = "Who opens them (default ${DEFAULT-VALUE}).")
        String email = "";

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws Exception {
            var stack = runningStack();
            return target.tell(
                    DashboardsBench.run(
                            addresses(stack),
                            stack.supersetUrl(),
                            stack.checkout().module("dashboards/superset"),
                            email,
                            only,
                            rounds,
                            System.out));
        }
    }

    /** How fast the engine is, through its front and straight. */
    @Command(
            name = "engine",
            mixinStandardHelpOptions = true,
            description = {
                "Starts an engine of its own and measures inserts of 1k and 100k rows, a point"
                        + " query, an aggregate over",
                "10 M rows and 100 concurrent readings queries, through HTTP and straight; needs no running stack."
            })
    static final class Engine implements Callable<Integer> {
        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws Exception {
            var checkout = Checkout.fromEnvironment();
            return target.tell(
                    EngineBench.run(checkout.root(), Parts.library(checkout), System.out));
        }
    }

    /** How long a KPI over many branches takes when there are years of readings. */
    @Command(
            name = "kpi",
            mixinStandardHelpOptions = true,
            description = {
                "Makes the readings of that many appointments of 200 branches in an engine of its own, and asks it for",
                "every KPI over 30 days as the API does. 100,000,000 need up to 20 GB of disk and half an hour; needs no",
                "running stack."
            })
    static final class Kpis implements Callable<Integer> {
        @Option(
                names = "--appointments",
                defaultValue = "100000000",
                description = "How many (default ${DEFAULT-VALUE}), at least 3,616,800.")
        long appointments;

        @Option(
                names = "--kpis",
                split = ",",
                paramLabel = "KPI",
                description = "Measure these alone, for a look at one of them.")
        java.util.Set<String> only = java.util.Set.of();

        @Option(
                names = "--directory",
                paramLabel = "DIR",
                description =
                        "Where the engine keeps its data meanwhile (default: the system's for temporary files).")
        @Nullable Path directory;

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws Exception {
            var checkout = Checkout.fromEnvironment();
            var programs =
                    new OwnEngine.Programs(
                            Parts.clickhouseProgram(checkout),
                            Parts.migratorProgram(checkout),
                            Parts.library(checkout),
                            checkout.module("warehouse-ddl").resolve("walls/walls.txt"));
            var own =
                    directory == null
                            ? Files.createTempDirectory("bloom-kpi")
                            : Files.createTempDirectory(directory, "bloom-kpi");
            try {
                return target.tell(KpiBench.run(programs, own, appointments, only, System.out));
            } catch (IllegalArgumentException refused) {
                throw new Complaint(String.valueOf(refused.getMessage()));
            } finally {
                Files.deleteIfExists(own);
            }
        }
    }

    /** How often what made a week a bad one is found, and nothing where nothing did. */
    @Command(
            name = "insights",
            mixinStandardHelpOptions = true,
            description = {
                "Plants causes of one to three attributes in the last week of branches, as many branches stay quiet;",
                "production's queries and search look for them on an engine of its own. Needs no running stack."
            })
    static final class Insights implements Callable<Integer> {
        @Option(
                names = "--seed",
                defaultValue = "1",
                description = "Other seed, other branches (default ${DEFAULT-VALUE}).")
        long seed;

        @Option(
                names = "--causes",
                defaultValue = "100",
                description =
                        "Branches with a cause, and as many without (default ${DEFAULT-VALUE}).")
        int causes;

        @picocli.CommandLine.Mixin final Target target = new Target();

        @Override
        public Integer call() throws Exception {
            var checkout = Checkout.fromEnvironment();
            var programs =
                    new OwnEngine.Programs(
                            Parts.clickhouseProgram(checkout),
                            Parts.migratorProgram(checkout),
                            Parts.library(checkout),
                            checkout.module("warehouse-ddl").resolve("walls/walls.txt"));
            var own = Files.createTempDirectory("bloom-insights");
            try {
                return target.tell(InsightBench.run(programs, own, seed, causes, System.out));
            } finally {
                Files.deleteIfExists(own);
            }
        }
    }

    /** What the supervisor's status file says of the parts that can be killed. */
    private record KilledParts(Stack stack) implements StackControl {
        @Override
        public List<String> parts() {
            return List.of(
                    "flink",
                    "streams",
                    "clickhouse",
                    "connect",
                    "kafka",
                    "registry",
                    "postgres",
                    "api");
        }

        @Override
        public long pid(String part) {
            var pid = status(part).pid();
            return pid == 0 ? -1 : pid;
        }

        @Override
        public boolean healthy(String part) {
            return status(part).isUp();
        }

        private PartStatus status(String part) {
            return new StatusFile(stack.state().run("status.json"))
                    .read().stream()
                            .filter(status -> status.part().equals(part))
                            .findFirst()
                            .orElseThrow(() -> new Complaint("There is no part " + part + "."));
        }
    }

    static Stack runningStack() {
        var stack = Stack.fromEnvironment();
        if (new PidFile(stack.state().run(Up.SUPERVISOR)).process().isEmpty()) {
            throw new Complaint("Nothing is running; start it with ./bloom up.");
        }
        return stack;
    }

    static Addresses addresses(Stack stack) {
        return new Addresses(
                stack.postgresUrl("bloom"),
                stack.secrets().get("postgres.owner"),
                stack.secrets().get("postgres.cdc"),
                stack.clickhouseUrl(),
                "admin",
                stack.secrets().get("clickhouse.admin"),
                stack.apiUrl(),
                stack.secrets().get("demo"));
    }
}
