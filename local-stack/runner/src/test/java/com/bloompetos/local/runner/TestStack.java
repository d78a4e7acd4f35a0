package com.bloompetos.local.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

/** What an integration test may do with the running stack. */
public record TestStack(Stack stack, RunningStack running) {

    /** As the schema's owner, who stands behind the wall like everyone: within one organization. */
    public Connection owner(UUID organization) throws SQLException {
        var connection =
                DriverManager.getConnection(
                        stack.postgresUrl("bloom"),
                        "bloom_owner",
                        stack.secrets().get("postgres.owner"));
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                    select set_config('bloom.organization_id', '%s', false),
                           set_config('bloom.branch_ids', '*', false),
                           set_config('bloom.user_id', '', false),
                           set_config('bloom.role', 'admin', false)"""
                            .formatted(organization));
        }
        return connection;
    }

    /** Over every wall, for what no role of ours may do. */
    Connection superuser() throws SQLException {
        return DriverManager.getConnection(
                stack.postgresUrl("bloom"), "postgres", stack.secrets().get("postgres.superuser"));
    }

    /** What the API answers an administrator of this organization. */
    public JsonNode api(UUID organization, String path) throws Exception {
        var token =
                new SignedTokens(stack)
                        .token(organization, UUID.randomUUID(), "admin", List.of(), Map.of());
        var answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(stack.apiUrl() + path))
                                        .header("Authorization", "Bearer " + token)
                                        .build(),
                                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return new ObjectMapper().readTree(answer.body());
    }

    /** The rows of an answer, tab-separated. */
    public List<String> warehouse(String sql) throws Exception {
        return new String(
                        new Warehouse(stack, "admin").ask(sql, "TabSeparated"),
                        java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    /** Waits for a condition to hold and says what was seen last when it never does. */
    public static void eventually(String what, Duration patience, Callable<Boolean> condition)
            throws Exception {
        var deadline = System.nanoTime() + patience.toNanos();
        Exception last = null;
        while (System.nanoTime() < deadline) {
            try {
                if (condition.call()) return;
                last = null;
            } catch (Complaint notYet) {
                last = notYet;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError(what + ": not within " + patience.toSeconds() + " s", last);
    }

    public long pid(String part) {
        return running.status().stream()
                .filter(status -> status.part().equals(part))
                .mapToLong(PartStatus::pid)
                .findFirst()
                .orElseThrow();
    }

    public boolean isUp(String part) {
        return running.status().stream()
                .anyMatch(status -> status.part().equals(part) && status.isUp());
    }
}
