package com.bloompetos.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Clients that book and at once ask for the day's bookings with their own among them. Each has a
 * branch to itself, so that the right answer is known: as many as it has made.
 */
public final class OwnWriteBench {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CLIENTS = 4;
    private static final int STAFF = 12; // Eight of them can do a visit.
    private static final int[] VETS = {0, 1, 3, 4, 6, 7, 9, 10};

    private final ApiTarget target;
    private final BookableChain chain;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Instant first =
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(2, ChronoUnit.DAYS);

    private OwnWriteBench(ApiTarget target, BookableChain chain) {
        this.target = target;
        this.chain = chain;
        this.token = chain.token("admin");
    }

    /** What one write and the read after it came to. */
    private record Seen(boolean isIncluded, long waitedMs, long nanos) {}

    public static String run(ApiTarget target, int writes, PrintStream out)
            throws SQLException, InterruptedException, ExecutionException {
        var chain = BookableChain.open(target, CLIENTS, STAFF, 1, 400);
        return new OwnWriteBench(target, chain).run(writes, out);
    }

    private String run(int writes, PrintStream out)
            throws InterruptedException, ExecutionException {
        var load = new MachineLoad();
        var clients = Executors.newFixedThreadPool(CLIENTS);
        var seen = new ArrayList<Seen>();
        try {
            out.printf(
                    "%,d bookings by %d clients, each read back with after=.%n", writes, CLIENTS);
            var work = new ArrayList<Callable<List<Seen>>>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                work.add(() -> client(number, writes / CLIENTS, out));
            }
            for (Future<List<Seen>> client : clients.invokeAll(work)) {
                seen.addAll(client.get());
            }
        } finally {
            clients.shutdownNow();
        }
        var waits =
                new Percentiles(seen.stream().mapToLong(s -> s.waitedMs() * 1_000_000L).toArray());
        var reads = new Percentiles(seen.stream().mapToLong(Seen::nanos).toArray());
        var report = new LinkedHashMap<String, Object>();
        report.put("bench", "own-write");
        report.put("writes", seen.size());
        report.put("misses", seen.stream().filter(one -> !one.isIncluded()).count());
        report.put("p50_wait_ms", waits.millis(50));
        report.put("p99_wait_ms", waits.millis(99));
        report.put("p50_read_ms", reads.millis(50));
        report.put("p99_read_ms", reads.millis(99));
        report.put("machine", load.since());
        return Report.line(report);
    }

    private List<Seen> client(int client, int writes, PrintStream out)
            throws IOException, InterruptedException {
        var branch = chain.sites.get(client);
        var seen = new ArrayList<Seen>();
        for (int number = 0; number < writes; number++) {
            var body =
                    "{\"branch_id\":\"%s\",\"service_id\":\"%s\",\"pet_id\":\"%s\",\"staff_id\":\"%s\",\"appointment_date\":\"%s\"}"
                            .formatted(
                                    branch.id(),
                                    chain.visit,
                                    chain.parents
                                            .get((CLIENTS * number + client) % chain.parents.size())
                                            .petId(),
                                    branch.staff().get(VETS[number % VETS.length]),
                                    first.plus(Duration.ofMinutes(30L * (number / VETS.length))));
            var written = send("/v1/appointments", body);
            if (written.statusCode() != 201) {
                throw new IOException(written.statusCode() + " " + written.body());
            }
            var position = written.headers().firstValue("X-Bloom-Position").orElseThrow();
            long began = System.nanoTime();
            var answer = read(branch, position);
            boolean isIncluded =
                    answer.path("after").path("included").asBoolean()
                            && answer.path("total").path("numerator").asLong() == number + 1;
            if (!isIncluded) {
                out.println("Missed " + position + ": " + answer);
            }
            seen.add(
                    new Seen(
                            isIncluded,
                            answer.path("after").path("waited_ms").asLong(),
                            System.nanoTime() - began));
        }
        return seen;
    }

    private JsonNode read(BookableChain.Site branch, String position)
            throws IOException, InterruptedException {
        var today = LocalDate.now(ZoneId.of(BookableChain.ZONE));
        var answer =
                send(
                        "/v1/branches/%s/kpis/bookings?from=%s&to=%s&after=%s"
                                .formatted(
                                        branch.id(),
                                        today.minusDays(1), // Midnight may pass while it runs.
                                        today,
                                        URLEncoder.encode(position, StandardCharsets.UTF_8)),
                        "");
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(String path, String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(target.apiUrl() + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(30));
        return http.send(
                (body.isEmpty() ? request.GET() : request.POST(BodyPublishers.ofString(body)))
                        .build(),
                BodyHandlers.ofString());
    }
}
