package com.bloompetos.local.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An organization to book at: branches with staff, kennels and classes, and clients with pets. */
public final class BookableChain {
    public static final String ZONE = "America/New_York";

    /** One site. */
    public record Site(UUID id, List<UUID> staff, List<UUID> kennels) {}

    /** Somebody with a pet. */
    public record Parent(UUID userId, UUID petId) {}

    public final UUID organization = UUID.randomUUID();
    public final UUID visit = UUID.randomUUID(); // Half an hour with a vet.
    public final UUID groom = UUID.randomUUID(); // An hour with a groomer, and a buffer behind it.
    public final UUID stay = UUID.randomUUID(); // A night in a kennel.
    public final UUID training = UUID.randomUUID(); // A class with places.
    public final List<Site> sites = new ArrayList<>();
    public final List<Parent> parents = new ArrayList<>();
    private final ApiTarget target;

    private BookableChain(ApiTarget target) {
        this.target = target;
    }

    /** Branches that never close, so that the nights of the clock can be booked, too. */
    public static BookableChain open(
            ApiTarget target, int sites, int staff, int kennels, int parents) throws SQLException {
        var chain = new BookableChain(target);
        try (var connection = chain.owner()) {
            connection.setAutoCommit(false);
            chain.write(connection, sites, staff, kennels, parents);
            connection.commit();
        }
        return chain;
    }

    /** Inside this organization's wall. */
    public Connection owner() throws SQLException {
        var connection =
                DriverManager.getConnection(
                        target.jdbcUrl(), "bloom_owner", target.ownerPassword());
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                    select set_config('bloom.organization_id', '%s', false), set_config('bloom.branch_ids', '*', false),
                           set_config('bloom.user_id', '', false), set_config('bloom.role', 'admin', false)"""
                            .formatted(organization));
        }
        return connection;
    }

    public String token(String role) {
        return target.tokens().token(organization, parents.get(0).userId(), role, List.of());
    }

    public String tokenOf(Parent parent) {
        return target.tokens().token(organization, parent.userId(), "owner", List.of());
    }

    private void write(Connection connection, int siteCount, int staff, int kennels, int people)
            throws SQLException {
        var brand = UUID.randomUUID();
        var franchise = UUID.randomUUID();
        run(
                connection,
                "insert into organizations (organization_id, name, currency) values (?, 'Bench', 'USD')",
                organization);
        run(
                connection,
                "insert into brands (brand_id, organization_id, name) values (?, ?, 'Bench')",
                brand,
                organization);
        run(
                connection,
                "insert into franchises (franchise_id, organization_id, brand_id, name) values (?, ?, ?, 'Bench')",
                franchise,
                organization,
                brand);
        writeServices(connection);
        for (int i = 0; i < siteCount; i++) {
            sites.add(writeSite(connection, franchise, i, staff, kennels));
        }
        writeParents(connection, people);
    }

    private void writeServices(Connection connection) throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        """
                        insert into services (service_id, organization_id, name, category, price, duration_minutes,
                            buffer_after_minutes, required_skills, place_kind, priced_per, tax_basis_points)
                        values (?, ?, ?, ?, ?, ?, ?, ?::text[], ?, ?, 800)""")) {
            service(insert, visit, "Visit", "vet", 72, 30, 0, "{vet}", null, "visit");
            service(insert, groom, "Groom", "grooming", 85, 60, 15, "{groom}", null, "visit");
            service(insert, stay, "Night", "boarding", 56, 22 * 60, 0, "{}", "kennel", "night");
            service(insert, training, "Class", "training", 30, 60, 0, "{}", "class", "visit");
        }
    }

    private void service(PreparedStatement insert, UUID id, @Nullable Object... values)
            throws SQLException {
        insert.setObject(1, id);
        insert.setObject(2, organization);
        for (int i = 0; i < values.length; i++) {
            insert.setObject(i + 3, values[i]);
        }
        insert.executeUpdate();
    }

    private Site writeSite(
            Connection connection, UUID franchise, int number, int staff, int kennels)
            throws SQLException {
        var site = new Site(UUID.randomUUID(), new ArrayList<>(), new ArrayList<>());
        run(
                connection,
                """
                insert into branches (branch_id, organization_id, franchise_id, name, time_zone, opens_at, closes_at)
                values (?, ?, ?, 'Bench', '%s', '00:00', '24:00')"""
                        .formatted(ZONE),
                site.id(),
                organization,
                franchise);
        for (int i = 0; i < staff; i++) {
            var user = UUID.randomUUID();
            site.staff().add(user);
            writeUser(connection, user, "staff");
            // Every third can do both.
            var skills = i % 3 == 0 ? "{vet,groom}" : i % 3 == 1 ? "{vet}" : "{groom}";
            run(
                    connection,
                    """
                    insert into resources (organization_id, branch_id, kind, user_id, label, skills)
                    values (?, ?, 'staff', ?, 'Staff %d', '%s')"""
                            .formatted(i, skills),
                    organization,
                    site.id(),
                    user);
            run(
                    connection,
                    "insert into memberships (organization_id, user_id, role, branch_ids) values (?, ?, 'staff', array[?])",
                    organization,
                    user,
                    site.id());
        }
        for (int i = 0; i < kennels; i++) {
            var kennel = UUID.randomUUID();
            site.kennels().add(kennel);
            writePlace(connection, site.id(), kennel, "kennel", i);
            writePlace(connection, site.id(), UUID.randomUUID(), "class", i);
        }
        return site;
    }

    private void writePlace(Connection connection, UUID site, UUID place, String kind, int number)
            throws SQLException {
        run(
                connection,
                """
                insert into resources (resource_id, organization_id, branch_id, kind, label, place_kind)
                values (?, ?, ?, 'place', '%s %d', '%s')"""
                        .formatted(kind, number, kind),
                place,
                organization,
                site);
    }

    private void writeParents(Connection connection, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            var parent = new Parent(UUID.randomUUID(), UUID.randomUUID());
            parents.add(parent);
            writeUser(connection, parent.userId(), "owner");
            run(
                    connection,
                    "insert into pets (pet_id, organization_id, user_id, name, species) values (?, ?, ?, 'Bench', 'dog')",
                    parent.petId(),
                    organization,
                    parent.userId());
            run(
                    connection,
                    "insert into resources (organization_id, kind, pet_id, label) values (?, 'pet', ?, 'pet')",
                    organization,
                    parent.petId());
        }
    }

    private void writeUser(Connection connection, UUID user, String role) throws SQLException {
        run(
                connection,
                """
                insert into users (user_id, organization_id, email, password_hash, first_name, last_name, role)
                values (?, ?, '%s@bench.demo', '{bcrypt}nobody', 'Bench', 'Bench', '%s')"""
                        .formatted(user, role),
                user,
                organization);
    }

    public static void run(Connection connection, String sql, UUID... ids) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < ids.length; i++) {
                statement.setObject(i + 1, ids[i]);
            }
            statement.executeUpdate();
        }
    }
}
