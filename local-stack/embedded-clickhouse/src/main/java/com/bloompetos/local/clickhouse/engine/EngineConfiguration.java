package com.bloompetos.local.clickhouse.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The engine's server settings for a machine of two cores; what is not said here is ClickHouse's
 * default.
 */
final class EngineConfiguration {
    private static final String XML =
            """
            <clickhouse>
                <mark_cache_size>134217728</mark_cache_size>
                <primary_index_cache_size>67108864</primary_index_cache_size>
                <uncompressed_cache_size>0</uncompressed_cache_size>
                <index_mark_cache_size>16777216</index_mark_cache_size>
                <query_condition_cache_size>16777216</query_condition_cache_size>
                <users_config>%s</users_config>
                <backups><allowed_path>%s</allowed_path></backups>
                <!-- Each second it would walk /proc and every table for counters that nobody reads. -->
                <asynchronous_metrics_update_period_s>60</asynchronous_metrics_update_period_s>
                <!-- Somebody waits for a query or an insert, nobody for a merge. -->
                <os_threads_nice_value_merge_mutate>10</os_threads_nice_value_merge_mutate>
                <merge_tree>
                    <!-- Column statistics are rewritten in every merge; our small parts merge all the time. -->
                    <auto_statistics_types></auto_statistics_types>
                    <!-- A part that was merged away within this time is never written to the disk at all. -->
                    <old_parts_lifetime>15</old_parts_lifetime>
                </merge_tree>
            </clickhouse>
            """;

    private EngineConfiguration() {}

    /** The users file holds the key that seals scopes, so only its owner may read it. */
    static Path write(Path data, String users) throws IOException {
        var directory = data.toAbsolutePath();
        var usersFile = directory.resolve("engine-users.xml");
        Files.deleteIfExists(usersFile);
        Files.createFile(
                usersFile,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(usersFile, users);
        return Files.writeString(
                directory.resolve("engine.xml"),
                XML.formatted(usersFile, directory.resolve("backups") + "/"));
    }
}
