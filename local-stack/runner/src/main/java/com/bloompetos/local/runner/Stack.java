package com.bloompetos.local.runner;

/** One stack on this machine: its checkout, its state, its ports, its secrets. */
public record Stack(Checkout checkout, StateDirectory state, Ports ports, Secrets secrets) {

    public static Stack fromEnvironment() {
        var checkout = Checkout.fromEnvironment();
        var state = StateDirectory.fromEnvironment(checkout);
        return new Stack(checkout, state, Ports.fromEnvironment(), Secrets.in(state));
    }

    public String postgresUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(ports.postgres(), database);
    }

    public String kafka() {
        return "127.0.0.1:" + ports.kafka();
    }

    public String registryUrl() {
        return "http://127.0.0.1:%d/apis/ccompat/v7".formatted(ports.registry());
    }

    public String connectUrl() {
        return "http://127.0.0.1:" + ports.connect();
    }

    public String clickhouseUrl() {
        return "http://127.0.0.1:" + ports.clickhouse();
    }

    public String apiUrl() {
        return "http://127.0.0.1:" + ports.api();
    }

    public String supersetUrl() {
        return "http://127.0.0.1:" + ports.superset();
    }
}
