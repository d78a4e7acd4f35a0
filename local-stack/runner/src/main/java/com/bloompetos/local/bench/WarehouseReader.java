package com.bloompetos.local.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the warehouse over ClickHouse's HTTP interface, as people's tools do. */
final class WarehouseReader {

    /** The engine said no, in its own words. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final URI uri;
    private final String user;
    private final String password;

    WarehouseReader(String url, String user, String password) {
        this.uri = URI.create(url + "/");
        this.user = user;
        this.password = password;
    }

    /** The cells of every row, tab-separated and unescaped; null is null. */
    List<@Nullable String[]> rows(String sql) throws IOException, InterruptedException {
        List<@Nullable String[]> rows = new ArrayList<>();
        try (BufferedReader lines = lines(sql, Duration.ofSeconds(10))) {
            String line;
            while ((line = lines.readLine()) != null) {
                rows.add(TabSeparated.cells(line));
            }
        }
        return rows;
    }

    /** A statement without an answer. */
    void execute(String sql) throws IOException, InterruptedException {
        send(sql, Duration.ofMinutes(2)).close();
    }

    /** The lines of a long answer, as they come; the caller closes it. */
    BufferedReader lines(String sql, Duration timeout) throws IOException, InterruptedException {
        return send(sql + " format TabSeparated", timeout);
    }

    private BufferedReader send(String sql, Duration timeout)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(timeout)
                        .header("X-ClickHouse-User", user)
                        .header("X-ClickHouse-Key", password)
                        .POST(HttpRequest.BodyPublishers.ofString(sql))
                        .build();
        var response = http.send(request, BodyHandlers.ofInputStream());
        BufferedReader body =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        if (response.statusCode() != 200) {
            try (body) {
                throw new Refused(body.readLine());
            }
        }
        return body;
    }
}
