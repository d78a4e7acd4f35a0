package com.bloompetos.local.runner;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Every port of one stack: consecutive numbers from one base, moved together by {@code BLOOM_PORT}.
 */
public record Ports(int base) {
    static final int DEFAULT_BASE = 7400;
    private static final int COUNT = 10;

    public Ports {
        if (base < 1024 || base + COUNT > 65_535) {
            throw new Complaint(
                    "BLOOM_PORT=%d is no usable base: give a number from 1024 to %d."
                            .formatted(base, 65_535 - COUNT));
        }
    }

    static Ports fromEnvironment() {
        var text = System.getenv().getOrDefault("BLOOM_PORT", String.valueOf(DEFAULT_BASE));
        try {
            return new Ports(Integer.parseInt(text));
        } catch (NumberFormatException notANumber) {
            throw new Complaint(
                    "BLOOM_PORT=%s is no number: give the first of %d free ports."
                            .formatted(text, COUNT));
        }
    }

    /** A block that nobody listens on now, for a stack of a test's or a benchmark's own. */
    static Ports free() {
        for (int attempt = 0; attempt < 100; attempt++) {
            var block = new Ports(ThreadLocalRandom.current().nextInt(20_000, 30_000));
            if (block.byUse().values().stream().allMatch(Ports::isFree)) return block;
        }
        throw new Complaint("No block of %d free ports was found.".formatted(COUNT));
    }

    public int api() {
        return base;
    }

    public int postgres() {
        return base + 1;
    }

    public int kafka() {
        return base + 2;
    }

    int kafkaController() {
        return base + 3;
    }

    public int registry() {
        return base + 4;
    }

    public int connect() {
        return base + 5;
    }

    public int clickhouse() {
        return base + 6;
    }

    int flinkHealth() {
        return base + 7;
    }

    int streamsHealth() {
        return base + 8;
    }

    public int superset() {
        return base + 9;
    }

    private Map<String, Integer> byUse() {
        var ports = new LinkedHashMap<String, Integer>();
        ports.put("api", api());
        ports.put("postgres", postgres());
        ports.put("kafka", kafka());
        ports.put("kafka controller", kafkaController());
        ports.put("registry", registry());
        ports.put("connect", connect());
        ports.put("clickhouse", clickhouse());
        ports.put("flink health", flinkHealth());
        ports.put("streams health", streamsHealth());
        ports.put("superset", superset());
        return ports;
    }

    /** Refuses, naming the port and the way out, when another program listens on one of them. */
    void requireFree() {
        byUse().forEach(
                        (use, port) -> {
                            if (!isFree(port)) {
                                throw new Complaint(
                                        ("Port %d (%s) is taken by another program. Stop it, or move all"
                                                        + " of BloomPetOS: BLOOM_PORT=%d ./bloom up")
                                                .formatted(port, use, base + 100));
                            }
                        });
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
