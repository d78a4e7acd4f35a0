package com.bloompetos.local.runner;

import com.bloompetos.local.bench.OwnEngine;
import java.io.IOException;
import java.nio.file.Path;

/** The real engine with this checkout's migrations and views, and nothing else beside it. */
public final class TestEngine {
    private TestEngine() {}

    public static OwnEngine start(Path directory) throws IOException, InterruptedException {
        var checkout = new Checkout(Path.of("../..").toAbsolutePath().normalize());
        return OwnEngine.start(
                new OwnEngine.Programs(
                        Parts.clickhouseProgram(checkout),
                        Parts.migratorProgram(checkout),
                        Parts.library(checkout),
                        checkout.module("warehouse-ddl").resolve("walls/walls.txt")),
                directory);
    }
}
