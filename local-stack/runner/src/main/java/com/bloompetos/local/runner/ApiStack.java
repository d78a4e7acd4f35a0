package com.bloompetos.local.runner;

import com.bloompetos.local.bench.ApiTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * PostgreSQL and the operational API, and nothing else: where bookings and money are tested and
 * measured by themselves. Everything that flows on from the log waits in the log.
 */
public final class ApiStack implements AutoCloseable {
    /** With which a test speaks as the payment provider does. */
    public static final String WEBHOOK_SECRET = "whsec_of_this_stack_alone";

    private final Stack stack;
    private final Supervisor supervisor;

    private ApiStack(Stack stack) {
        this.stack = stack;
        this.supervisor = new Supervisor(stack.state());
    }

    /** A fresh one, on free ports; what an earlier run left in the directory is deleted. */
    public static ApiStack start(Checkout checkout, Path directory) throws IOException {
        return start(checkout, directory, ApiStack::parts);
    }

    /** With a broker and a registry, so that findings reach it; nothing makes any by itself. */
    public static ApiStack startWithFindings(String directory) throws IOException {
        var checkout = Checkout.fromEnvironment();
        return start(
                checkout,
                checkout.module("local-stack/runner").resolve("target").resolve(directory),
                ApiStack::partsWithFindings);
    }

    /** With other settings of the API than a stack of its own would have. */
    public static ApiStack startWith(String directory, Map<String, String> settings)
            throws IOException {
        var checkout = Checkout.fromEnvironment();
        return start(
                checkout,
                checkout.module("local-stack/runner").resolve("target").resolve(directory),
                stack -> partsWith(stack, settings));
    }

    private static ApiStack start(
            Checkout checkout, Path directory, Function<Stack, List<Part>> parts)
            throws IOException {
        var state = new StateDirectory(directory);
        var ports = Ports.free();
        var leftovers = new Stack(checkout, state, ports, Secrets.in(state));
        new Supervisor(state).endLeftovers(parts.apply(leftovers));
        state.delete();
        var stack = new Stack(checkout, state, ports, Secrets.in(state));
        var started = new ApiStack(stack);
        // Also when the run is interrupted, no process may be left.
        Runtime.getRuntime().addShutdownHook(new Thread(started::close));
        started.supervisor.start(
                parts.apply(stack),
                (part, took) ->
                        System.out.printf(
                                "  %5.1f s   %s%n", took.toMillis() / 1000.0, part.description()));
        return started;
    }

    private static List<Part> parts(Stack stack) {
        return partsWith(stack, Map.of("BLOOM_PAYMENT_WEBHOOK_SECRET", WEBHOOK_SECRET));
    }

    private static List<Part> partsWith(Stack stack, Map<String, String> settings) {
        var api = new Parts(stack).api();
        for (var setting : settings.entrySet()) {
            api = api.alsoWith(setting.getKey(), setting.getValue());
        }
        return List.of(new Postgres(stack).part(), api.after("postgres"));
    }

    private static List<Part> partsWithFindings(Stack stack) {
        return List.of(
                new Postgres(stack).part(),
                new Kafka(stack).part(),
                new Parts(stack).registry(),
                new Parts(stack).api().after("postgres", "kafka", "registry"));
    }

    /**
     * A second API on the same database that is told other things: for what is a setting.
     *
     * @param port where it listens; the caller waits for it, and ends it
     */
    public Process besides(int port, Map<String, String> settings) throws IOException {
        var part = new Parts(stack).api();
        var builder = new ProcessBuilder(part.command());
        builder.environment().putAll(part.environment());
        builder.environment().put("BLOOM_API_PORT", String.valueOf(port));
        builder.environment().putAll(settings);
        return builder.redirectErrorStream(true)
                .redirectOutput(stack.state().log("api-besides").toFile())
                .start();
    }

    public String kafka() {
        return stack.kafka();
    }

    public String registryUrl() {
        return stack.registryUrl();
    }

    public String apiUrl() {
        return stack.apiUrl();
    }

    public String jdbcUrl() {
        return stack.postgresUrl("bloom");
    }

    /** What a benchmark or a test of many clients needs to know. */
    public ApiTarget target() {
        return target(stack);
    }

    static ApiTarget target(Stack stack) {
        var tokens = new SignedTokens(stack);
        return new ApiTarget(
                stack.apiUrl(),
                stack.postgresUrl("bloom"),
                stack.secrets().get("postgres.api"),
                stack.secrets().get("postgres.owner"),
                stack.secrets().get("postgres.superuser"),
                (organization, user, role, branches) ->
                        tokens.token(organization, user, role, branches, Map.of()));
    }

    /** What the demo's people sign in with, and their second factor follows from. */
    public String demoPassword() {
        return stack.secrets().get("demo");
    }

    /** As the schema's owner, who stands behind the wall like everyone: within one organization. */
    public Connection owner(UUID organization) throws SQLException {
        var connection =
                DriverManager.getConnection(
                        jdbcUrl(), "bloom_owner", stack.secrets().get("postgres.owner"));
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

    /** Over every wall: for comparing, and for ending connections as a crash would. */
    public Connection superuser() throws SQLException {
        return DriverManager.getConnection(
                jdbcUrl(), "postgres", stack.secrets().get("postgres.superuser"));
    }

    public long pid(String part) {
        return supervisor.status().stream()
                .filter(status -> status.part().equals(part))
                .mapToLong(PartStatus::pid)
                .findFirst()
                .orElseThrow();
    }

    public Path log(String part) {
        return stack.state().log(part);
    }

    /**
     * A token signed with this stack's own key, as its issuer would sign it: a hundred people need
     * not type a hundred passwords.
     *
     * @param branches empty for every branch of the organization
     */
    public String token(UUID organization, UUID user, String role, Collection<UUID> branches) {
        return token(organization, user, role, branches, Map.of());
    }

    public String token(
            UUID organization,
            UUID user,
            String role,
            Collection<UUID> branches,
            Map<String, Object> more) {
        return new SignedTokens(stack).token(organization, user, role, branches, more);
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
