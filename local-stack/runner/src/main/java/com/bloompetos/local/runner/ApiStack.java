package com.bloompetos.local.runner;

import com.bloompetos.local.bench.ApiTarget;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * PostgreSQL and the operational API, and nothing else: where bookings and money are tested and
 * measured by themselves. Everything that flows on from the log waits in the log.
 */
public final class ApiStack implements AutoCloseable {
    /** With which a test speaks as the payment provider does. */
    public static final String WEBHOOK_SECRET = "whsec_of_this_stack_alone";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Stack stack;
    private final Supervisor supervisor;

    private ApiStack(Stack stack) {
        this.stack = stack;
        this.supervisor = new Supervisor(stack.state());
    }

    /** A fresh one, on free ports; what an earlier run left in the directory is deleted. */
    public static ApiStack start(Checkout checkout, Path directory) throws IOException {
        var state = new StateDirectory(directory);
        var ports = Ports.free();
        var leftovers = new Stack(checkout, state, ports, Secrets.in(state));
        new Supervisor(state).endLeftovers(parts(leftovers));
        state.delete();
        var stack = new Stack(checkout, state, ports, Secrets.in(state));
        var started = new ApiStack(stack);
        // Also when the run is interrupted, no process may be left.
        Runtime.getRuntime().addShutdownHook(new Thread(started::close));
        started.supervisor.start(
                parts(stack),
                (part, took) ->
                        System.out.printf(
                                "  %5.1f s   %s%n", took.toMillis() / 1000.0, part.description()));
        return started;
    }

    private static List<Part> parts(Stack stack) {
        return List.of(
                new Postgres(stack).part(),
                new Parts(stack)
                        .api()
                        .alsoWith("BLOOM_PAYMENT_WEBHOOK_SECRET", WEBHOOK_SECRET)
                        .after("postgres"));
    }

    public String apiUrl() {
        return stack.apiUrl();
    }

    public String jdbcUrl() {
        return stack.postgresUrl("bloom");
    }

    /** What a benchmark or a test of many clients needs to know. */
    public ApiTarget target() {
        return new ApiTarget(
                apiUrl(),
                jdbcUrl(),
                stack.secrets().get("postgres.api"),
                stack.secrets().get("postgres.owner"),
                stack.secrets().get("postgres.superuser"),
                this::token);
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
        var now = Instant.now().getEpochSecond();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", stack.apiUrl());
        claims.put("sub", user.toString());
        claims.put("aud", "bloom-cli");
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now);
        claims.put("exp", now + 4 * 3600);
        claims.put("organization_id", organization.toString());
        claims.put("role", role);
        claims.put("branch_ids", branches.stream().map(UUID::toString).toList());
        claims.putAll(more);
        try {
            var text =
                    part(JSON.writeValueAsBytes(Map.of("alg", "RS256", "typ", "JWT")))
                            + "."
                            + part(JSON.writeValueAsBytes(claims));
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + part(signature.sign());
        } catch (IOException | GeneralSecurityException unsigned) {
            throw new IllegalStateException("no token can be signed", unsigned);
        }
    }

    private PrivateKey key() throws IOException, GeneralSecurityException {
        var pem =
                Files.readString(stack.state().root().resolve("jwt.pem"))
                        .replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
    }

    private static String part(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
