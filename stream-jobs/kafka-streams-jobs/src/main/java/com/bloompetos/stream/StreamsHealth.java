package com.bloompetos.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** Says over HTTP whether the application runs: 200 when it does, 503 when not yet or no longer. */
final class StreamsHealth {
    private StreamsHealth() {}

    static HttpServer serve(int port, String application, Supplier<String> state)
            throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext(
                "/health",
                exchange -> {
                    var now = state.get();
                    var json =
                            "{\"state\":\"%s\",\"jobs\":{\"%s\":\"%s\"}}"
                                    .formatted(now, application, now);
                    var body = json.getBytes(UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(now.equals("RUNNING") ? 200 : 503, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        return server;
    }
}
