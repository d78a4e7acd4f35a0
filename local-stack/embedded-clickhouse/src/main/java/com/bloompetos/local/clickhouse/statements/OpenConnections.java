package com.bloompetos.local.clickhouse.statements;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The server's connections as the kernel lists them. The JDK's server does not tell a handler that
 * its client is gone before it writes; the kernel knows at once.
 */
final class OpenConnections {
    private static final List<Path> LISTS =
            List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

    /** The other end has closed, ours has not yet. */
    private static final String CLOSE_WAIT = "08";

    private final int serverPort;

    OpenConnections(int serverPort) {
        this.serverPort = serverPort;
    }

    /** The ports of clients that have closed their end. */
    Set<Integer> hungUp() {
        var ports = new HashSet<Integer>();
        for (var list : LISTS) {
            try {
                for (var line : Files.readAllLines(list)) {
                    var fields = line.strip().split("\\s+");
                    if (fields.length > 3
                            && fields[3].equals(CLOSE_WAIT)
                            && port(fields[1]) == serverPort) {
                        ports.add(port(fields[2]));
                    }
                }
            } catch (IOException elsewhere) {
                return Set
                        .of(); // Without Linux's list, a statement runs to its end or its time cap.
            }
        }
        return ports;
    }

    private static int port(String address) {
        int colon = address.indexOf(':');
        return colon < 0 ? -1 : Integer.parseInt(address.substring(colon + 1), 16);
    }
}
