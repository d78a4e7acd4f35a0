package com.bloompetos.local.runner;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a part whether it can do its work now. */
interface Probe {
    HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    boolean passes() throws InterruptedException;

    static Probe http(int port, String path) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                        .timeout(Duration.ofSeconds(3))
                        .build();
        return () -> {
            try {
                return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException away) {
                return false;
            }
        };
    }

    static Probe port(int port) {
        return () -> {
            try (var socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return true;
            } catch (IOException away) {
                return false;
            }
        };
    }

    /** For a part whose being alive is all there is to ask. */
    static Probe alive() {
        return () -> true;
    }
}
