package com.bloompetos.local.bench;

import com.bloompetos.local.simulate.Erasure;
import com.bloompetos.local.simulate.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * An organization of the bench's own, erased after it: many branches, so that commits spread as a
 * chain's do.
 */
final class BenchOrganization {

    private static final int BRANCHES = 40;
    private static final int SERVICES = 10;

    final UUID id = UUID.randomUUID();
    final UUID pet = UUID.randomUUID();
    private final List<UUID> branches = ids(BRANCHES);
    private final List<UUID> services = ids(SERVICES);
    private final LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
    private final int days;

    /**
     * @param days back from today; each has a cell per branch and service
     */
    BenchOrganization(int days) {
        this.days = days;
    }

    private static List<UUID> ids(int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(UUID.randomUUID());
        }
        return ids;
    }

    /** In an order that spreads: commits in a row touch different branches. */
    List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            for (UUID service : services) {
                for (UUID branch : branches) {
                    cells.add(new Cell(branch, today.minusDays(day), service));
                }
            }
        }
        return cells;
    }

    void create(DataSource owner) throws SQLException {
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            Scope.set(connection, id);
            UUID brand = UUID.randomUUID();
            UUID franchise = UUID.randomUUID();
            UUID parent = UUID.randomUUID();
            run(
                    connection,
                    "insert into organizations (organization_id, name, currency) values (?, 'Bench', 'USD')",
                    id);
            run(
                    connection,
                    "insert into brands (organization_id, brand_id, name) values (?, ?, 'Bench')",
                    id,
                    brand);
            run(
                    connection,
                    "insert into franchises (organization_id, franchise_id, brand_id, name) values (?, ?, ?, 'Bench')",
                    id,
                    franchise,
                    brand);
            for (UUID branch : branches) {
                run(
                        connection,
                        """
                        insert into branches (organization_id, branch_id, franchise_id, name, time_zone)
                        values (?, ?, ?, 'Bench', 'UTC')""",
                        id,
                        branch,
                        franchise);
            }
            for (UUID service : services) {
                run(
                        connection,
                        """
                        insert into services (organization_id, service_id, name, category, price, duration_minutes)
                        values (?, ?, 'Bench', 'vet', 50, 30)""",
                        id,
                        service);
            }
            run(
                    connection,
                    """
                    insert into users (organization_id, user_id, email, password_hash, first_name, last_name)
                    values (?, ?, 'bench@bench.demo', '{bcrypt}nobody', 'Bench', 'Bench')""",
                    id,
                    parent);
            run(
                    connection,
                    "insert into pets (organization_id, pet_id, user_id, name, species) values (?, ?, ?, 'Bench', 'dog')",
                    id,
                    pet,
                    parent);
            connection.commit();
        }
    }

    void erase(DataSource owner) throws SQLException {
        Erasure.erase(owner, id);
    }

    private static void run(Connection connection, String sql, UUID... ids) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < ids.length; i++) {
                statement.setObject(i + 1, ids[i]);
            }
            statement.executeUpdate();
        }
    }
}
