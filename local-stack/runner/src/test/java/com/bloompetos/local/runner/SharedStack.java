package com.bloompetos.local.runner;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One real stack for all integration tests of a run: random ports, its own state, started once. */
public final class SharedStack implements BeforeAllCallback {
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
        state.delete();
        stack = new Stack(checkout, state, Ports.free(), Secrets.in(state));
        running = new RunningStack(stack);
        // Also when a test hangs and the build is interrupted, no process may be left.
        Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        running.start(
                (part, took) ->
                        System.out.printf("  %5.1f s   %s%n", took.toMillis() / 1000.0, part));
    }
}
