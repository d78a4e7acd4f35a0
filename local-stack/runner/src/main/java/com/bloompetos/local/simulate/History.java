package com.bloompetos.local.simulate;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * Writes the demo's past in the order of the days; what broke halfway is seen, taken back and
 * written anew.
 */
public final class History {

    /** What a store holds of the demo. */
    public enum State {
        NONE,
        PARTIAL,
        WHOLE
    }

    /** How much was written. */
    public record Loaded(long changes, long appointments, double seconds) {}

    /** The store holds the demo already. */
    public static final class AlreadyLoaded extends IllegalStateException {
        private static final long serialVersionUID = 1;

        AlreadyLoaded() {
            super("The demo organizations are loaded already; './bloom reset' forgets all data.");
        }
    }

    private History() {}

    /** The logins of the last organization are written last, so they stand for the whole. */
    public static State state(DataSource owner) throws SQLException {
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            boolean begun =
                    exists(connection, Demo.PAWSOME, "organizations")
                            || exists(connection, Demo.TAILWIND, "organizations");
            boolean ended = exists(connection, Demo.TAILWIND, "memberships where role = 'admin'");
            connection.rollback();
            return ended ? State.WHOLE : begun ? State.PARTIAL : State.NONE;
        }
    }

    private static boolean exists(Connection connection, UUID organization, String from)
            throws SQLException {
        Scope.set(connection, organization);
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select exists (select from " + from + ")")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    /**
     * @param owner signs in as {@code bloom_owner}; fast when its driver rewrites batched inserts
     * @param demoPassword of every demo login
     */
    public static Loaded load(DataSource owner, Demo demo, String demoPassword, Progress progress)
            throws SQLException {
        State state = state(owner);
        if (state == State.WHOLE) {
            throw new AlreadyLoaded();
        }
        if (state == State.PARTIAL) {
            progress.reached(0, 1, "taking back a load that broke off");
            Erasure.erase(owner, Demo.PAWSOME);
            Erasure.erase(owner, Demo.TAILWIND);
        }
        long start = System.nanoTime();
        try (Connection connection = owner.getConnection();
                Batches batches = new Batches(connection)) {
            Loaded loaded = write(demo, batches, demoPassword, progress);
            return new Loaded(
                    loaded.changes(), loaded.appointments(), (System.nanoTime() - start) / 1e9);
        }
    }

    private static Loaded write(Demo demo, Batches batches, String demoPassword, Progress progress)
            throws SQLException {
        String demoHash = hash(demoPassword);
        String nobodysHash = hash(unguessable());
        Map<ChainWriter, ChainSimulation> chains = new LinkedHashMap<>();
        for (Chain chain : demo.chains()) {
            ChainWriter writer = new ChainWriter(chain, batches, demoHash, nobodysHash);
            writer.writeChain();
            chains.put(writer, demo.simulation(chain));
        }
        long changes = 0;
        long appointments = 0;
        int day = 0;
        while (chains.values().stream().anyMatch(ChainSimulation::hasNext)) {
            for (var entry : chains.entrySet()) {
                List<Change> today = entry.getValue().nextDay();
                changes += entry.getKey().write(today);
                appointments += today.stream().filter(Change.Booked.class::isInstance).count();
            }
            progress.reached(
                    ++day,
                    demo.days() + 1,
                    "days of history, %,d appointments".formatted(appointments));
        }
        for (var entry : chains.entrySet()) {
            entry.getKey().writeReservations(entry.getValue().scheduled());
            entry.getKey().writeGuests(entry.getValue().guests());
        }
        for (ChainWriter writer : chains.keySet()) {
            writer.writeLogins();
        }
        return new Loaded(changes, appointments, 0);
    }

    private static String hash(String password) {
        return "{bcrypt}" + BCrypt.hashpw(password, BCrypt.gensalt(10));
    }

    /** Accounts that nobody uses share one password that nobody knows. */
    private static String unguessable() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
