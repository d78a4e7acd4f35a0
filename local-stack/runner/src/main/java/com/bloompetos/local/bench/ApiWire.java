package com.bloompetos.local.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection to the API that costs next to nothing: on two cores a client that thinks is
 * measured along with the server. For one thread.
 */
public final class ApiWire implements AutoCloseable {
    private final URI api;
    private final String token;
    private Socket socket;
    private InputStream in;

    public ApiWire(String apiUrl, String token) throws IOException {
        this.api = URI.create(apiUrl);
        this.token = token;
        this.socket = new Socket();
        this.in = InputStream.nullInputStream();
        connect();
    }

    /** A status and a body. */
    public record Answer(int status, String body) {
        public boolean isGood() {
            return status / 100 == 2;
        }

        /** The text of a field of the body, which is flat enough for this. */
        public String text(String field) {
            var start = body.indexOf("\"" + field + "\":\"");
            if (start < 0) {
                throw new IllegalStateException(field + " is not in " + status + " " + body);
            }
            start += field.length() + 4;
            return body.substring(start, body.indexOf('"', start));
        }
    }

    private void connect() throws IOException {
        socket.close();
        socket = new Socket(api.getHost(), api.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream(), 16_384);
    }

    public Answer get(String path) throws IOException {
        return send("GET", path, "");
    }

    public Answer post(String path, String json) throws IOException {
        return send("POST", path, json);
    }

    private Answer send(String method, String path, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        var head =
                "%s %s HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(method, path, api.getHost(), api.getPort(), token, body.length)
                        .getBytes(StandardCharsets.US_ASCII);
        var request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        socket.getOutputStream().write(request);
        return answer();
    }

    private Answer answer() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        int length = 0;
        boolean isChunked = false;
        boolean closes = false;
        for (var header = line(); !header.isEmpty(); header = line()) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                isChunked = lower.contains("chunked");
            } else if (lower.startsWith("connection:")) {
                closes = lower.contains("close");
            }
        }
        var answer = new Answer(status, isChunked ? chunks() : text(length));
        if (closes) {
            connect();
        }
        return answer;
    }

    private String chunks() throws IOException {
        var text = new StringBuilder();
        for (int size = size(); size > 0; size = size()) {
            text.append(text(size));
            line();
        }
        line();
        return text.toString();
    }

    private int size() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private String text(int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the API has hung up");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the API has hung up");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
