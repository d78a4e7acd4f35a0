package com.bloompetos.stream;

import com.bloompetos.stream.reconcile.SourceDatabase;
import com.bloompetos.stream.warehouse.ClickHouse;
import java.nio.file.Path;
import java.util.Map;

/** Where the Flink jobs find the rest of the platform. */
record FlinkSettings(
        String kafka,
        String registry,
        ClickHouse warehouse,
        SourceDatabase database,
        Path checkpoints,
        int healthPort) {
    static FlinkSettings from(Map<String, String> environment) {
        return new FlinkSettings(
                required(environment, "BLOOM_KAFKA"),
                required(environment, "BLOOM_REGISTRY"),
                new ClickHouse(
                        required(environment, "BLOOM_CLICKHOUSE_URL"),
                        required(environment, "BLOOM_CLICKHOUSE_USER"),
                        required(environment, "BLOOM_CLICKHOUSE_PASSWORD")),
                new SourceDatabase(
                        required(environment, "BLOOM_POSTGRES_URL"),
                        SourceDatabase.USER,
                        required(environment, "BLOOM_POSTGRES_RECONCILE_PASSWORD")),
                Path.of(required(environment, "BLOOM_CHECKPOINTS")).toAbsolutePath(),
                Integer.parseInt(required(environment, "BLOOM_HEALTH_PORT")));
    }

    private static String required(Map<String, String> environment, String name) {
        var value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }
}
