package com.bloompetos.local.runner;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One real stack for all integration tests of a run: random ports, its own state, started once. */
public final class SharedStack implements BeforeAllCallback {
    private static final int PORTS = 9;
    private static SharedStack instance;

    private Stack stack;
    private RunningStack running;

    public static TestStack get() {
        return new TestStack(instance.stack, instance.running);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (instance != null) return;
        instance = this;
        var checkout = Checkout.fromEnvironment();
        var state =
                new StateDirectory(
                        checkout.module("local-stack/runner").resolve("target/it-stack"));
        deleteAll(state.root());
        stack = new Stack(checkout, state, new Ports(freeBlock()), Secrets.in(state));
        running = new RunningStack(stack);
        // Also when a test hangs and the build is interrupted, no process may be left.
        Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        running.start(
                (part, took) ->
                        System.out.printf("  %5.1f s   %s%n", took.toMillis() / 1000.0, part));
    }

    private static int freeBlock() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int base = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            if (allFree(base)) return base;
        }
        throw new IllegalStateException("no block of " + PORTS + " free ports found");
    }

    private static boolean allFree(int base) {
        for (int port = base; port < base + PORTS; port++) {
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }

    private static void deleteAll(Path root) throws IOException {
        if (!Files.exists(root)) return;
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
