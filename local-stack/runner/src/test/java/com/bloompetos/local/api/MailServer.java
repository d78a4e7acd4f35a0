package com.bloompetos.local.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** As much of RFC 5321 as letters need: it keeps them, or refuses them as a test wants it. */
final class MailServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
    private final List<Mail> taken = new CopyOnWriteArrayList<>();
    private final List<Mail> refused = new CopyOnWriteArrayList<>();
    private volatile boolean isRefusing;

    /** A letter as it came over the line. */
    record Mail(String recipient, String text) {
        String header(String name) {
            return text.lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .findFirst()
                    .orElse("")
                    .substring(name.length() + 2);
        }
    }

    MailServer() throws IOException {
        var thread = new Thread(this::serve, "mail");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "smtp://127.0.0.1:" + socket.getLocalPort();
    }

    List<Mail> taken() {
        return List.copyOf(taken);
    }

    List<Mail> refused() {
        return List.copyOf(refused);
    }

    void refuse(boolean whether) {
        isRefusing = whether;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                var thread = new Thread(() -> talk(client), "mail-client");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException gone) {
                // The next one may stay.
            }
        }
    }

    private void talk(Socket client) {
        try (client) {
            var in =
                    new BufferedReader(
                            new InputStreamReader(
                                    client.getInputStream(), StandardCharsets.US_ASCII));
            var out = client.getOutputStream();
            say(out, "220 here");
            var recipient = "";
            for (String line; (line = in.readLine()) != null; ) {
                if (line.startsWith("RCPT TO:")) {
                    recipient = line.substring(9, line.indexOf('>'));
                }
                if (line.equals("DATA")) {
                    say(out, "354 go on");
                    var mail = new Mail(recipient, text(in));
                    (isRefusing ? refused : taken).add(mail);
                    say(out, isRefusing ? "451 not now" : "250 taken");
                } else if (line.equals("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 ok");
                }
            }
        } catch (IOException gone) {
            // It was not taken then.
        }
    }

    private static String text(BufferedReader in) throws IOException {
        var text = new StringBuilder();
        for (String line; (line = in.readLine()) != null && !line.equals("."); ) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
