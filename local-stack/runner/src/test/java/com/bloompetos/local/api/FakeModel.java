package com.bloompetos.local.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A language model that gives its reasons for everything, until it is told not to. */
final class FakeModel implements AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private volatile boolean isHonest;
    private volatile String heard = "";

    FakeModel() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/v1/chat/completions",
                exchange -> {
                    var asked =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    heard += asked; // One thread serves.
                    var text = json.readTree(asked).at("/messages/1/content").asText();
                    var answer = json.createObjectNode();
                    answer.putArray("choices")
                            .addObject()
                            .putObject("message")
                            .put(
                                    "content",
                                    isHonest
                                            ? honestly(text, "⟦A⟧")
                                            : text + " It is because staff are lazy.");
                    var bytes = json.writeValueAsBytes(answer);
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
    }

    static String honestly(String text, String place) {
        return text.replace(place + ": ", place + " had ").replace("were missed", "missed");
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    String heard() {
        return heard;
    }

    void tellTheTruth() {
        isHonest = true;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
