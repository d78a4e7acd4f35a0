package com.bloompetos.local.bench;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The yardstick: ClickHouse's own Kafka engine reads the same topic in the same engine, and a
 * materialized view makes the same rows of it.
 */
final class KafkaEngine implements AutoCloseable {
    static final String DATABASE = "bench_kafka";

    private final WarehouseReader warehouse;
    private final String table;

    private KafkaEngine(WarehouseReader warehouse, String table) {
        this.warehouse = warehouse;
        this.table = table;
    }

    /**
     * Begins to read at the earliest offset, with a consumer for each partition.
     *
     * @param table as it stands in raw; its like is filled
     */
    static KafkaEngine start(MirrorStack stack, WarehouseReader warehouse, String table)
            throws IOException, InterruptedException {
        var engine = new KafkaEngine(warehouse, table);
        warehouse.execute("drop database if exists " + DATABASE);
        warehouse.execute("create database " + DATABASE);
        warehouse.execute("create table %s as raw.%s".formatted(engine.filled(), table));
        var columns =
                warehouse.rows(
                        "select name, type from system.columns where database = 'raw' and table = '%s' order by position"
                                .formatted(table));
        warehouse.execute(engine.queue(columns, stack));
        warehouse.execute(engine.view(columns));
        return engine;
    }

    /** The table that fills. */
    String filled() {
        return DATABASE + "." + table;
    }

    private String queue(List<@Nullable String[]> columns, MirrorStack stack) {
        var lines = new StringBuilder();
        for (var side : List.of("before", "after")) {
            for (var column : columns) {
                if (isOfTheRow(column)) {
                    lines.append("`%s.Value.%s` %s,\n".formatted(side, column[0], wire(column)));
                }
            }
        }
        return """
               create table %s.queue (
               %s`source.lsn` Nullable(Int64), `source.ts_us` Nullable(Int64), op String
               ) engine = Kafka
               settings kafka_broker_list = '%s', kafka_topic_list = 'cdc.%s',
                   kafka_group_name = 'bench-kafka-engine-%d', kafka_format = 'AvroConfluent',
                   format_avro_schema_registry_url = '%s', kafka_num_consumers = 2,
                   kafka_thread_per_consumer = 1, kafka_flush_interval_ms = 100,
                   kafka_max_block_size = 65536, kafka_poll_max_batch_size = 65536,
                   kafka_skip_broken_messages = 1000000000"""
                .formatted(
                        DATABASE, lines, stack.kafka(), table, System.nanoTime(), stack.registry());
    }

    private String view(List<@Nullable String[]> columns) {
        var names = new StringBuilder();
        for (var column : columns) {
            if (isOfTheRow(column)) {
                names.append("%s as %s, ".formatted(value(column), column[0]));
            }
        }
        return """
               create materialized view %s.view to %s as
               select %s if(op = 'r', 0, toUInt64(assumeNotNull(`source.lsn`))) as source_version,
                      fromUnixTimestamp64Micro(assumeNotNull(`source.ts_us`), 'UTC') as committed_at, toUInt8(op = 'd') as is_deleted
               from %s.queue"""
                .formatted(DATABASE, filled(), names, DATABASE);
    }

    private static boolean isOfTheRow(@Nullable String[] column) {
        return !List.of("source_version", "committed_at", "is_deleted")
                .contains(String.valueOf(column[0]));
    }

    /** How Debezium writes a column of this type. */
    private static String wire(@Nullable String[] column) {
        var type = plain(column);
        return type.startsWith("Int") || type.startsWith("Date32")
                ? "Nullable(%s)".formatted(type.startsWith("Date32") ? "Int32" : type)
                : "Nullable(String)";
    }

    private static String value(@Nullable String[] column) {
        var side = "if(op = 'd', `before.Value.%1$s`, `after.Value.%1$s`)".formatted(column[0]);
        var type = plain(column);
        boolean nullable = String.valueOf(column[1]).contains("Nullable(");
        var converted =
                switch (type) {
                    case "UUID" -> "toUUIDOrNull(" + side + ")";
                    case "DateTime64(6, 'UTC')" ->
                            "parseDateTime64BestEffortOrNull(" + side + ", 6, 'UTC')";
                    case "Date32" -> "toDate32(" + side + ")";
                    default -> side;
                };
        return nullable ? converted : "assumeNotNull(" + converted + ")";
    }

    private static String plain(@Nullable String[] column) {
        var type = String.valueOf(column[1]);
        for (var around : List.of("LowCardinality(", "Nullable(")) {
            if (type.startsWith(around)) {
                type = type.substring(around.length(), type.length() - 1);
            }
        }
        return type;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        warehouse.execute("drop table if exists %s.view".formatted(DATABASE));
        warehouse.execute("drop table if exists %s.queue".formatted(DATABASE));
        warehouse.execute("drop database if exists " + DATABASE);
    }
}
