package com.bloompetos.local.runner;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Asks the warehouse one question over HTTP, as one of its users. */
record Warehouse(Stack stack, String user) {

    /** The answer's text in a ClickHouse format; a refusal is a complaint in the engine's words. */
    byte[] ask(String sql, String format) throws IOException, InterruptedException {
        var password = new WarehouseUsers(stack).password(user);
        var basic =
                Base64.getEncoder()
                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        var request =
                HttpRequest.newBuilder(
                                URI.create(stack.clickhouseUrl() + "/?default_format=" + format))
                        .timeout(Duration.ofMinutes(5))
                        .header("Authorization", "Basic " + basic)
                        .POST(HttpRequest.BodyPublishers.ofString(sql))
                        .build();
        var answer = Probe.HTTP.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new Complaint(new String(answer.body(), StandardCharsets.UTF_8).strip());
        }
        return answer.body();
    }

    long count(String sql) throws IOException, InterruptedException {
        return Long.parseLong(new String(ask(sql, "TabSeparated"), StandardCharsets.UTF_8).strip());
    }
}
