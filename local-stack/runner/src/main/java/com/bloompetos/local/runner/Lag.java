package com.bloompetos.local.runner;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each reader is behind: Debezium in bytes of log, the jobs in records past their committed
 * offsets (Flink commits with its checkpoints, so its figure includes up to ten seconds of
 * traffic).
 */
final class Lag {
    private static final Map<String, List<String>> GROUPS =
            Map.of(
                    "flink",
                            List.of(
                                    "bloom-mirror",
                                    "bloom-kpi",
                                    "bloom-facts",
                                    "bloom-stock",
                                    "bloom-vaccinations"),
                    "streams", List.of("no-show-risk-2"),
                    "api", List.of("bloom-insights"));

    /** Under which names this part's programs say how far they have read. */
    static List<String> groupsOf(String part) {
        return GROUPS.getOrDefault(part, List.of());
    }

    private final Stack stack;

    Lag(Stack stack) {
        this.stack = stack;
    }

    /** Words per part; a part that has nothing to be behind of is absent. */
    Map<String, String> byPart() throws InterruptedException {
        var words = new HashMap<String, String>();
        replicationSlot(words);
        try (var admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                stack.kafka(),
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                "4000",
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                "2000"))) {
            for (var group : GROUPS.entrySet()) {
                long records = 0;
                for (var name : group.getValue()) records += recordsBehind(admin, name);
                words.put(group.getKey(), records + " records");
            }
        } catch (ExecutionException away) {
            words.put("kafka", "unknown: " + away.getMessage());
        }
        return words;
    }

    private void replicationSlot(Map<String, String> words) {
        try (var connection =
                        DriverManager.getConnection(
                                stack.postgresUrl("bloom") + "?connectTimeout=2&socketTimeout=5",
                                "postgres",
                                stack.secrets().get("postgres.superuser"));
                var statement = connection.createStatement();
                var slot =
                        statement.executeQuery(
                                """
                                select active, pg_current_wal_lsn() - confirmed_flush_lsn as behind
                                from pg_replication_slots where slot_name = 'bloom'""")) {
            if (!slot.next()) {
                words.put("connect", "no slot yet");
            } else {
                var state = slot.getBoolean("active") ? "" : ", nobody reads";
                words.put("connect", slot.getLong("behind") / 1024 + " kB of log" + state);
            }
        } catch (SQLException away) {
            words.put("connect", "unknown: " + away.getMessage());
        }
    }

    private static long recordsBehind(Admin admin, String group)
            throws ExecutionException, InterruptedException {
        var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        committed.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        long behind = 0;
        for (var end : admin.listOffsets(latest).all().get().entrySet()) {
            var offset = committed.get(end.getKey());
            if (offset != null) behind += Math.max(0, end.getValue().offset() - offset.offset());
        }
        return behind;
    }
}
