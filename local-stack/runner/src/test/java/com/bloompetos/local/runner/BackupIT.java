package com.bloompetos.local.runner;

import static com.bloompetos.local.runner.TestStack.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bloompetos.local.api.Clocks;
import com.bloompetos.local.backup.BackupFolder;
import com.bloompetos.local.backup.Manifest;
import com.bloompetos.local.bench.Compare;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drill: back up while everybody works, go on, lose a store, restore, catch up, compare. */
class BackupIT {
    private static final Duration PATIENCE = Duration.ofSeconds(240);
    private static final Checkout CHECKOUT = Checkout.fromEnvironment();
    private static final StateDirectory STATE =
            new StateDirectory(
                    CHECKOUT.module("local-stack/runner").resolve("target/backup-stack"));
    private static final Ports PORTS = Ports.free();

    private static TestStack stack;

    @TempDir Path folder;
    private final Instant began = Instant.now();
    private Path backup;
    private Clinic clinic;

    @BeforeAll
    static void start() throws Exception {
        var before = new Stack(CHECKOUT, STATE, PORTS, Secrets.in(STATE));
        new Supervisor(STATE).endLeftovers(new Parts(before).withSimulator());
        STATE.delete();
        startAgain();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stack.running().close()));
    }

    private static void startAgain() throws Exception {
        var again = new Stack(CHECKOUT, STATE, PORTS, Secrets.in(STATE));
        stack = new TestStack(again, new RunningStack(again));
        stack.running()
                .start(
                        (part, took) ->
                                System.out.printf("  %5.1f s   %s%n", took.toMillis() / 1e3, part));
    }

    @AfterAll
    static void stop() {
        stack.running().close();
    }

    @BeforeEach
    void openAClinic() throws Exception {
        backup = folder.resolve("backup");
        clinic = Clinic.open(stack);
        try (var connection = stack.owner(clinic.organization)) {
            eventually(
                    "the connector's slot",
                    PATIENCE,
                    () -> count(connection, "pg_replication_slots") == 1);
        }
    }

    @Test
    void aLostWarehouseComesBackAndCatchesUp() throws Exception {
        var then = bookedAndShown(20);
        var shown = shownAt(then);
        var told = toldUntil(then);
        assertThat(shown).isEqualTo(20);
        backUpUnderLoad();
        try (var connection = stack.owner(clinic.organization)) {
            Clinic.run(
                    connection,
                    "delete from appointments where appointment_id in (select appointment_id from appointments order by appointment_date limit 3)");
            for (int i = 0; i < 7; i++) clinic.book(connection);
            clinic.sell(connection, 6000);
        }
        assertThat(compared()).isEmpty();

        stack.running().close();
        new StateDirectory(STATE.data("clickhouse")).delete();
        restore().warehouseAlone(System.out::println);
        startAgain();

        assertThat(compared()).isEmpty();
        assertThat(shownAt(then)).isEqualTo(shown);
        assertThat(toldUntil(then)).isEqualTo(told);
    }

    /**
     * Topics may have compacted deletes away by then, so its rows of the mirror cannot be trusted.
     */
    @Test
    void anOldBackupLeavesTheMirrorToTheTopics() throws Exception {
        var then = bookedAndShown(20);
        var shown = shownAt(then);
        new StackBackup(stack.stack()).take(backup, System.out::println);
        try (var connection = stack.owner(clinic.organization)) {
            Clinic.run(connection, "delete from appointments where status = 'scheduled'");
            for (int i = 0; i < 7; i++) clinic.book(connection);
        }
        assertThat(compared()).isEmpty();
        var manifest = backup.resolve("manifest.json");
        var madeAt = Manifest.read(backup).madeAt();
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace(madeAt.toString(), madeAt.minus(Duration.ofDays(8)).toString()));

        stack.running().close();
        new StateDirectory(STATE.data("clickhouse")).delete();
        restore().warehouseAlone(System.out::println);
        startAgain();

        assertThat(compared()).isEmpty();
        assertThat(shownAt(then)).isEqualTo(shown);
    }

    @Test
    void aLostMachineComesBackAndGoesOn() throws Exception {
        var then = bookedAndShown(20);
        var shown = shownAt(then);
        var told = toldUntil(then);
        long committed = backUpUnderLoad();

        stack.running().close();
        assertThatThrownBy(() -> restore().everything(System.out::println))
                .hasMessageContaining("holds data");
        STATE.delete();
        restore().everything(System.out::println);
        startAgain();

        assertThat(compared()).isEmpty();
        assertThat(shownAt(then)).isEqualTo(shown);
        assertThat(toldUntil(then)).isEqualTo(told);
        try (var connection = stack.owner(clinic.organization)) {
            long restored = appointments(connection);
            assertThat(restored).isGreaterThanOrEqualTo(committed);
            for (int i = 0; i < 5; i++) clinic.book(connection);
            eventually("the next bookings count", PATIENCE, () -> bookings() == restored + 5);
        }
        assertThat(compared()).isEmpty();
    }

    @Test
    void aTornOrDamagedBackupIsRefusedInWords() throws Exception {
        new StackBackup(stack.stack()).take(backup, System.out::println);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rwx------");
        try (var files = Files.walk(backup)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(
                            file ->
                                    assertThat(
                                                    PosixFilePermissions.toString(
                                                            Files.getPosixFilePermissions(file)))
                                            .isEqualTo("rw-------"));
        }
        assertThatThrownBy(() -> new StackBackup(stack.stack()).take(backup, System.out::println))
                .hasMessageContaining("not empty");
        var file = backup.resolve("warehouse.tar.gz");
        Files.write(file, new byte[] {1}, java.nio.file.StandardOpenOption.APPEND);
        assertThatThrownBy(() -> BackupFolder.open(backup).verify())
                .hasMessageContaining("warehouse.tar.gz is not what was written");
        Files.delete(backup.resolve("manifest.json"));
        assertThatThrownBy(() -> Manifest.read(backup))
                .hasMessageContaining("is no finished backup");
    }

    private StackRestore restore() {
        return new StackRestore(CHECKOUT, STATE, PORTS, backup);
    }

    /** The moment from which on this many bookings are what was shown. */
    private Instant bookedAndShown(int bookings) throws Exception {
        try (var connection = stack.owner(clinic.organization)) {
            for (int i = 0; i < bookings; i++) clinic.book(connection);
        }
        eventually("all on record", PATIENCE, () -> bookings() == bookings && logged() == bookings);
        return Instant.now();
    }

    /**
     * Takes it while bookings, changes and cancellations go on.
     *
     * @return how many appointments were there when it began
     */
    private long backUpUnderLoad() throws Exception {
        var goesOn = new AtomicBoolean(true);
        var desk = Executors.newSingleThreadExecutor();
        long committed;
        try (var connection = stack.owner(clinic.organization)) {
            committed = appointments(connection);
            var work =
                    desk.submit(
                            () -> {
                                while (goesOn.get()) {
                                    var booked = clinic.book(connection);
                                    Clinic.run(
                                            connection,
                                            "update appointments set status = 'no_show' where appointment_id = '%s'",
                                            booked);
                                    clinic.book(connection);
                                }
                                return null;
                            });
            new StackBackup(stack.stack()).take(backup, System.out::println);
            goesOn.set(false);
            work.get();
        } finally {
            desk.shutdown();
        }
        BackupFolder.open(backup).verify();
        return committed;
    }

    private List<String> compared() throws Exception {
        return Compare.of(Bench.addresses(stack.stack()), began, PATIENCE).examples(10);
    }

    private int shownAt(Instant then) throws Exception {
        var today = LocalDate.now(Clocks.NOON);
        return stack.api(
                        clinic.organization,
                        "/v1/branches/%s/kpis/bookings?from=%s&to=%s&as_of=%s"
                                .formatted(clinic.branch, today.minusDays(1), today, then))
                .path("total")
                .path("numerator")
                .asInt();
    }

    private List<String> toldUntil(Instant then) throws Exception {
        return stack.warehouse(
                """
                select kpi, day, dimensions, numerator, denominator, version, source, recorded_at from mart.readings
                where organization_id = '%s' and recorded_at <= fromUnixTimestamp64Milli(%d)
                order by all"""
                        .formatted(clinic.organization, then.toEpochMilli()));
    }

    private long bookings() throws Exception {
        return number(
                "select sum(numerator) from mart.latest_readings final where kpi = 'bookings' and organization_id = '%s'");
    }

    private long logged() throws Exception {
        return number(
                "select max(numerator) from mart.readings where kpi = 'bookings' and organization_id = '%s'");
    }

    private long number(String sql) throws Exception {
        return Long.parseLong(stack.warehouse(sql.formatted(clinic.organization)).get(0));
    }

    private static long appointments(Connection connection) throws SQLException {
        return count(connection, "appointments");
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
