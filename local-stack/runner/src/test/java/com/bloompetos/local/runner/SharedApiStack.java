package com.bloompetos.local.runner;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One PostgreSQL with one API for all tests of a run that need no more; started when asked for. */
public final class SharedApiStack implements BeforeAllCallback {
    private static ApiStack instance;

    public static ApiStack get() {
        return instance;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (instance != null) return;
        var checkout = Checkout.fromEnvironment();
        instance =
                ApiStack.start(
                        checkout,
                        checkout.module("local-stack/runner").resolve("target/it-api-stack"));
    }
}
