package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.ApiClient.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Days at the branches, played through the real API with real tokens; an API that is away is waited
 * for.
 */
public final class LiveTraffic {

    /**
     * @param seconds 0 for as long as the process lives
     * @param days how long the visits of a day take
     */
    public record Options(double rate, long seconds, long seed, Days days) {}

    /** Whether visits end when their time has come, or as fast as they are attended to. */
    public enum Days {
        AS_CLOCKS,
        FASTER_THAN_CLOCKS
    }

    private static final double RATE_PER_THREAD = 15;
    private static final long LONGEST_BACK_OFF_MILLIS = 5_000;
    private static final int AWAY = 0;

    /** Not every desk has always something to do. */
    private static final int TRIES = 10;

    private final String apiUrl;
    private final String demoPassword;
    private final Options options;
    private final PrintStream out;
    private final Map<Integer, AtomicLong> answers = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    private LiveTraffic(String apiUrl, String demoPassword, Options options, PrintStream out) {
        this.apiUrl = apiUrl;
        this.demoPassword = demoPassword;
        this.options = options;
        this.out = out;
    }

    /**
     * @return how many answers of each status there were; 0 stands for none at all
     */
    public static Map<Integer, Long> run(
            String apiUrl, String demoPassword, Options options, PrintStream out)
            throws InterruptedException {
        return new LiveTraffic(apiUrl, demoPassword, options, out).run();
    }

    private Map<Integer, Long> run() throws InterruptedException {
        int threads = (int) Math.max(1, Math.min(16, Math.ceil(options.rate() / RATE_PER_THREAD)));
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Random random = new Random(options.seed() * 1_000 + i);
            workers.add(new Thread(() -> work(random, threads / options.rate()), "live-" + i));
        }
        long end = options.seconds() == 0 ? Long.MAX_VALUE : options.seconds();
        workers.forEach(
                worker -> {
                    worker.setDaemon(true);
                    worker.start();
                });
        for (long second = 0; second < end; second++) {
            TimeUnit.SECONDS.sleep(1);
            if (second % 60 == 59) {
                out.println(told());
            }
        }
        stopped = true;
        for (Thread worker : workers) {
            worker.join();
        }
        out.println(told());
        return counts();
    }

    private Map<Integer, Long> counts() {
        return answers.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                e -> e.getValue().get(),
                                Long::sum,
                                TreeMap::new));
    }

    private String told() {
        return "Answers of the API: "
                + counts().entrySet().stream()
                        .map(e -> (e.getKey() == AWAY ? "none" : e.getKey()) + " " + e.getValue())
                        .collect(Collectors.joining(", "));
    }

    private void work(Random random, double secondsPerOperation) {
        List<Desk> desks = null;
        long due = System.nanoTime();
        long backOffMillis = 100;
        while (!stopped) {
            try {
                if (desks == null) {
                    desks = desks(random);
                }
                Answer answer = null;
                for (int i = 0; i < TRIES && answer == null; i++) {
                    answer = Words.pick(random, desks).next();
                }
                if (answer != null) {
                    count(answer.status());
                    // An API that has just lost its database answers so: give it time.
                    backOffMillis = answer.status() >= 500 ? waited(backOffMillis) : 100;
                }
            } catch (IOException away) {
                count(AWAY);
                backOffMillis = waited(backOffMillis);
            } catch (InterruptedException interrupted) {
                return;
            }
            due =
                    Math.max(
                            due + (long) (secondsPerOperation * 1e9),
                            System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
            for (long wait; !stopped && (wait = due - System.nanoTime()) > 0; ) {
                LockSupport.parkNanos(Math.min(wait, 100_000_000));
            }
        }
    }

    private long waited(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        return Math.min(2 * millis, LONGEST_BACK_OFF_MILLIS);
    }

    private void count(int status) {
        answers.computeIfAbsent(status, s -> new AtomicLong()).incrementAndGet();
    }

    /**
     * Administrators see every branch; the small chain has its share by the number of its branches.
     */
    private List<Desk> desks(Random random) throws IOException, InterruptedException {
        List<Desk> desks = new ArrayList<>();
        for (String domain : List.of("pawsome.demo", "tailwind.demo")) {
            ApiClient api = new ApiClient(apiUrl, "admin@" + domain, demoPassword);
            List<JsonNode> services = list(api.get("/v1/services"));
            List<String> pets = new ArrayList<>();
            list(api.get("/v1/pets")).forEach(pet -> pets.add(pet.path("pet_id").asText()));
            for (JsonNode branch : list(api.get("/v1/branches"))) {
                desks.add(new Desk(api, branch, services, pets, options.days(), random));
            }
        }
        if (desks.isEmpty()) {
            throw new IOException("the API knows no branch");
        }
        return desks;
    }

    private static List<JsonNode> list(@Nullable Answer answer) throws IOException {
        if (answer == null || !answer.isGood()) {
            throw new IOException("the API is not ready");
        }
        return StreamSupport.stream(answer.body().spliterator(), false).toList();
    }
}
