package com.bloompetos.warehouse;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** ClickHouse over its HTTP interface, which is all that statements need. */
final class HttpEngine implements Engine {
    private static final Duration LONGEST_STATEMENT = Duration.ofMinutes(2);
    private static final Duration LONGEST_START = Duration.ofSeconds(20);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI url;
    private final String user;
    private final String password;

    HttpEngine(String url, String user, String password) {
        this.url = URI.create(url.endsWith("/") ? url : url + "/");
        this.user = user;
        this.password = password;
    }

    /** Waits for an engine that is just starting. */
    void await() throws IOException, InterruptedException {
        var until = System.nanoTime() + LONGEST_START.toNanos();
        while (true) {
            try {
                execute("select 1");
                return;
            } catch (ConnectException e) {
                if (System.nanoTime() > until) {
                    throw new Unappliable(
                            "no ClickHouse answers at "
                                    + url
                                    + ": start it, or correct"
                                    + " BLOOM_CLICKHOUSE_URL");
                }
                Thread.sleep(200);
            }
        }
    }

    @Override
    public void execute(String statement) throws IOException, InterruptedException {
        send(statement);
    }

    @Override
    public List<List<String>> query(String select) throws IOException, InterruptedException {
        return send(select + " format TabSeparatedRaw")
                .lines()
                .map(line -> Arrays.asList(line.split("\t", -1)))
                .toList();
    }

    private String send(String statement) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(url)
                        .timeout(LONGEST_STATEMENT)
                        .header("X-ClickHouse-User", user)
                        .header("X-ClickHouse-Key", password)
                        .POST(HttpRequest.BodyPublishers.ofString(statement))
                        .build();
        var response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new Unappliable(response.body().strip());
        }
        return response.body();
    }
}
