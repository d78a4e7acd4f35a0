package com.bloompetos.local.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The built checkout: where each module's classes, class path and third-party programs lie. */
public record Checkout(Path root) {
    static Checkout fromEnvironment() {
        var root = Path.of(System.getenv().getOrDefault("BLOOM_HOME", ".")).toAbsolutePath();
        return new Checkout(root.normalize());
    }

    Path module(String name) {
        return root.resolve(name);
    }

    String classPath(String module) {
        var target = module(module).resolve("target");
        try {
            var libraries = Files.readString(target.resolve("classpath.txt")).strip();
            return target.resolve("classes") + ":" + libraries;
        } catch (IOException unbuilt) {
            throw new UncheckedIOException(module + " is not built; run ./bloom up", unbuilt);
        }
    }

    /** A program of ours or of others in a JVM of its own, with a heap of so many megabytes. */
    List<String> java(String module, String main, int heapMegabytes, String... options) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xms" + Math.min(heapMegabytes, 64) + "m",
                        "-Xmx" + heapMegabytes + "m",
                        "-Xss512k",
                        "-XX:+UseSerialGC",
                        // The optimising compiler cost each part 20 s of CPU in its first minutes,
                        // all
                        // parts at once, on two cores; what it saves later is less.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:ReservedCodeCacheSize=96m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:-UsePerfData",
                        "-Dfile.encoding=UTF-8",
                        "-Djava.net.preferIPv4Stack=true",
                        "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=com.bloompetos"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath(module), main));
        return List.copyOf(command);
    }
}
