package com.bloompetos.stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells whoever watches this program whether all its jobs run. */
final class Health implements AutoCloseable {
    private final HttpServer server;

    interface States {
        Map<String, String> now() throws InterruptedException;
    }

    Health(int port, States states) throws IOException {
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/health", exchange -> answer(exchange, states));
        server.start();
    }

    private static void answer(HttpExchange exchange, States states) throws IOException {
        Map<String, String> jobs;
        try {
            jobs = states.now();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        var running = jobs.values().stream().allMatch("RUNNING"::equals);
        var body = json(running, jobs).getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(running ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    static String json(boolean running, Map<String, String> jobs) {
        var each =
                jobs.entrySet().stream()
                        .map(job -> "\"" + job.getKey() + "\":\"" + job.getValue() + "\"")
                        .collect(Collectors.joining(","));
        return "{\"state\":\"" + (running ? "running" : "degraded") + "\",\"jobs\":{" + each + "}}";
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
