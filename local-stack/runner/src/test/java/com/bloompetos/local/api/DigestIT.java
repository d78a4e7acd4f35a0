package com.bloompetos.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.bench.OwnEngine;
import com.bloompetos.local.runner.ApiStack;
import com.bloompetos.local.runner.TestEngine;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Letters of the morning as they come over SMTP, from two APIs on one database: at branches where
 * it is nine o'clock whenever this runs.
 */
class DigestIT {
    private static final ZoneId ZONE = Clocks.zoneWhereItIs(9);
    private static final LocalDate YESTERDAY = LocalDate.now(ZONE).minusDays(1);

    private static MailServer mails;
    private static OwnEngine engine;
    private static ApiStack stack;
    private static final List<Process> OTHERS = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        mails = new MailServer();
        engine = TestEngine.start(Files.createTempDirectory("digests"));
        stack = ApiStack.startWith("it-digests", settings());
        startAnother();
    }

    @AfterAll
    static void stop() throws Exception {
        for (var other : OTHERS) {
            other.destroy();
            assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        stack.close();
        engine.close();
        mails.close();
    }

    private static Map<String, String> settings() {
        return Map.of(
                "BLOOM_SMTP",
                mails.url(),
                "BLOOM_CLICKHOUSE_URL",
                engine.url(),
                "BLOOM_CLICKHOUSE_USER",
                "reader",
                "BLOOM_CLICKHOUSE_PASSWORD",
                "reader");
    }

    private static void startAnother() throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        OTHERS.add(stack.besides(port, settings()));
        Wait.until(
                () -> {
                    try {
                        return new Http("http://127.0.0.1:" + port, "").get("/v1/digest").status()
                                == 401;
                    } catch (IOException notYet) {
                        return false;
                    }
                });
    }

    @Test
    void eachIsToldOnceOfTheirOwnBranchesAsTheyReadThemNow() throws Exception {
        var ours = quiet(World.newOrganization(stack));
        var rival = quiet(ours.rival(stack));
        name(ours, "branch_id", "Riverside");
        name(ours, "sister_branch_id", "Sister");
        name(rival, "branch_id", "Harbour");
        name(rival, "sister_branch_id", "Hill");
        change(
                ours,
                "update memberships set branch_ids = array['%s'::uuid] where user_id = '%s'"
                        .formatted(ours.id("branch_id"), ours.id("branch_manager_user_id")));
        insight(ours, "branch_id", "Riverside", 38, 50_000);
        insight(ours, "sister_branch_id", "Sister", 17, 90_000);
        insight(rival, "branch_id", "Harbour", 23, 70_000);
        bookings(ours, "branch_id", 31, 40, 42);
        bookings(ours, "sister_branch_id", 100, 100, 100);
        bookings(rival, "branch_id", 500, 600, 600);
        wake(ours);

        Wait.until(() -> letters(ours).size() + letters(rival).size() == 4);
        var manager = letter(ours, "branch_manager");
        assertThat(manager.header("Subject")).isEqualTo("Riverside: More missed: 38");
        assertThat(manager.text())
                .contains("Bookings: 31, usually 41 (2 ")
                .contains("By booking day, definition 1.")
                .contains("Not sealed, for stream and batch were not compared: Bookings")
                .contains("ONE ALERT IS OPEN", "Riverside, warning: Low")
                .contains("take the tick from the letter at the foot of http")
                .doesNotContain("Sister", "Harbour", "Rex", "First");
        isAsServed(manager, ours, "branch_manager", List.of(ours.id("branch_id")));
        var owner = letter(ours, "franchise_owner");
        assertThat(owner.header("Subject")).isEqualTo("Sister: More missed: 17");
        assertThat(owner.text())
                .contains("Bookings: 131, usually 141 (2 ")
                .contains("Riverside: 38 of 210")
                .doesNotContain("Harbour", "Hill", rival.id("branch_id").toString());
        isAsServed(owner, ours, "franchise_owner", both(ours));
        var theirs = letter(rival, "franchise_owner");
        assertThat(theirs.header("Subject")).isEqualTo("Harbour: More missed: 23");
        assertThat(theirs.text())
                .contains("Bookings: 500, usually 600 (2 ")
                .doesNotContain("Riverside", "Sister");
        System.out.println(owner.text());

        // One more starts and looks for letters to begin; another chain's are, this one's have
        // been.
        startAnother();
        var next = quiet(World.newOrganization(stack));
        wake(next);
        Wait.until(() -> letters(next).size() == 2);
        assertThat(letters(ours)).hasSize(2);
        assertThat(letters(rival)).hasSize(2);
        assertThat(
                        sql(
                                ours,
                                "select status || ' ' || day from alert_messages where kind = 'digest'"))
                .hasSize(4)
                .allMatch(row -> row.equals("sent " + YESTERDAY.plusDays(1)));
    }

    /** The sentences, their order and the number are those of the addresses. */
    private static void isAsServed(
            MailServer.Mail letter, World world, String role, List<UUID> branches)
            throws Exception {
        var http =
                new Http(
                        stack.apiUrl(),
                        stack.token(
                                world.id("organization_id"),
                                world.id(role + "_user_id"),
                                role,
                                branches));
        var served = new ArrayList<String>();
        for (var insight : http.get("/v1/insights").body()) {
            served.add(insight.path("sentence").asText());
            served.add("Proof: ./bloom insight verify " + insight.path("insight_id").asText());
        }
        assertThat(served).isNotEmpty();
        assertThat(letter.text().lines().filter(served::contains).toList()).isEqualTo(served);
        JsonNode told =
                http.get(
                                "/v1/organizations/%s/kpis/bookings?from=%2$s&to=%2$s&compare=same_weekday"
                                        .formatted(world.id("organization_id"), YESTERDAY))
                        .body();
        assertThat(letter.text())
                .contains(
                        "Bookings: %d, usually %.0f"
                                .formatted(
                                        told.path("total").path("numerator").asLong(),
                                        told.path("comparison").path("mean").asDouble()));
        var now = http.get("/v1/digest").body();
        assertThat(now.path("day").asText()).isEqualTo(YESTERDAY.plusDays(1).toString());
        assertThat(now.path("subject").asText()).isEqualTo(letter.header("Subject"));
        assertThat(now.path("body").asText().lines()).containsAll(served);
    }

    @Test
    void whatTheServerRefusesIsTriedAgainAndArrivesOnce() throws Exception {
        var world = quiet(World.newOrganization(stack));
        mails.refuse(true);
        wake(world);
        Wait.until(() -> refused(world) >= 2);
        assertThat(sql(world, "select distinct status from alert_messages where kind = 'digest'"))
                .containsExactly("waiting");
        mails.refuse(false);
        change(
                world,
                "update alert_messages set send_at = now() where kind = 'digest' and status = 'waiting'");
        Wait.until(() -> letters(world).size() == 2);
        var again = letter(world, "branch_manager");
        assertThat(mails.refused())
                .filteredOn(mail -> mail.recipient().equals(again.recipient()))
                .isNotEmpty()
                .allMatch(mail -> mail.header("Message-ID").equals(again.header("Message-ID")));
    }

    @Test
    void whoWantsNoneOrIsNotThereAnyMoreOrComesTooLateGetsNone() throws Exception {
        var world = quiet(World.newOrganization(stack));
        var manager = new Http(stack.apiUrl(), world.token(stack, "branch_manager"));
        var wish = "{\"by_email\":true,\"most_per_day\":12%s}";
        assertThat(
                        manager.post("/v1/alert-preferences", wish.formatted(",\"digest\":false"))
                                .body()
                                .path("digest")
                                .asBoolean())
                .isFalse();
        // Who says nothing about it changes nothing about it.
        assertThat(
                        manager.post("/v1/alert-preferences", wish.formatted(""))
                                .body()
                                .path("digest")
                                .asBoolean(true))
                .isFalse();
        change(
                world,
                "delete from memberships where user_id = '%s'"
                        .formatted(world.id("franchise_owner_user_id")));
        var rival = quiet(world.rival(stack));
        // It is begun, and by the time that it is written its reader is gone.
        change(
                world,
                "insert into alert_messages (organization_id, branch_id, user_id, kind, severity, alert_ids, day, send_at) values ('%s', '%s', '%s', 'digest', 'info', '{}', '%s', now())"
                        .formatted(
                                world.id("organization_id"),
                                world.id("branch_id"),
                                world.id("franchise_owner_user_id"),
                                YESTERDAY.plusDays(1)));
        // Yesterday's has not gone out: what was held back for it waits for the next one.
        change(
                rival,
                "insert into alert_messages (organization_id, branch_id, user_id, kind, severity, alert_ids, day, send_at) values ('%1$s', '%2$s', '%3$s', 'digest', 'info', array['%4$s'::uuid], '%5$s', now()); update alert_preferences set digest = true where user_id = '%3$s'"
                        .formatted(
                                rival.id("organization_id"),
                                rival.id("branch_id"),
                                rival.id("branch_manager_user_id"),
                                rival.id("alert_id"),
                                YESTERDAY));
        Wait.until(
                () ->
                        digests(rival, "branch_manager_user_id")
                                .equals(
                                        List.of(
                                                YESTERDAY + " dropped 1",
                                                YESTERDAY.plusDays(1) + " sent 0",
                                                YESTERDAY.plusDays(2) + " waiting 1")));
        Wait.until(
                () ->
                        digests(world, "franchise_owner_user_id")
                                .equals(List.of(YESTERDAY.plusDays(1) + " dropped 0")));
        assertThat(letters(rival)).hasSize(1);
        assertThat(letters(world)).isEmpty();
        assertThat(digests(world, "branch_manager_user_id")).isEmpty();
    }

    private static List<String> digests(World world, String person) throws Exception {
        return sql(
                world,
                "select day || ' ' || status || ' ' || cardinality(alert_ids) from alert_messages where kind = 'digest' and user_id = '%s' order by day"
                        .formatted(world.id(person)));
    }

    // How a world is made ready before anybody is told of it.

    private static World quiet(World world) throws Exception {
        for (var role : List.of("branch_manager", "franchise_owner")) {
            change(
                    world,
                    "insert into alert_preferences (organization_id, user_id, digest) values ('%s', '%s', false)"
                            .formatted(world.id("organization_id"), world.id(role + "_user_id")));
        }
        change(world, "update branches set time_zone = '%s'".formatted(ZONE));
        // Where it is morning in New York, too, one may have been begun before.
        change(world, "update alert_steps set is_routed = true");
        change(world, "delete from alert_messages");
        return world;
    }

    private static void wake(World world) throws Exception {
        change(world, "delete from alert_messages");
        change(world, "update alert_preferences set digest = true");
    }

    private static void name(World world, String branch, String name) throws Exception {
        change(
                world,
                "update branches set name = '%s' where branch_id = '%s'"
                        .formatted(name, world.id(branch)));
    }

    private static void insight(World world, String branch, String name, int missed, long cents)
            throws Exception {
        change(
                world,
                "insert into insights (organization_id, branch_id, kpi, definition_version, part, part_where, first_day, last_day, title, sentence, bindings, chart, query, result_hash, as_of_version, worse, at_stake_cents, confidence, action) values ('%s', '%s', 'no_show_rate', 1, '', '{}', current_date - 7, current_date - 1, 'More missed: %3$d', '%4$s: %3$d of 210 appointments were missed.', '[]', '{}', 'select 1', repeat('0', 64), 1, 10, %5$d, 0.9, 'confirm_appointments')"
                        .formatted(
                                world.id("organization_id"),
                                world.id(branch),
                                missed,
                                name,
                                cents));
    }

    /** Yesterday, and the same weekday one and two weeks before. */
    private static void bookings(World world, String branch, int... numbers) throws Exception {
        for (int week = 0; week < numbers.length; week++) {
            engine.ask(
                    "insert into mart.latest_readings (kpi, definition_version, organization_id, branch_id, day, dimensions, numerator, denominator, version, source, recorded_at) values ('bookings', 1, '%s', '%s', '%s', [''], %d, 0, 1, 'batch', now64(6))"
                            .formatted(
                                    world.id("organization_id"),
                                    world.id(branch),
                                    YESTERDAY.minusWeeks(week),
                                    numbers[week]));
        }
    }

    private static List<UUID> both(World world) {
        return List.of(world.id("branch_id"), world.id("sister_branch_id"));
    }

    private static String address(World world, String role) {
        var id = role + "_user_id";
        return id + "." + world.id(id) + "@test.example";
    }

    private static boolean isTo(MailServer.Mail mail, World world) {
        return world.ids().values().stream().anyMatch(id -> mail.recipient().contains("." + id));
    }

    /** Whoever of them it is to: staff, analysts, the administrator and pet parents get none. */
    private static List<MailServer.Mail> letters(World world) {
        return mails.taken().stream()
                .filter(mail -> isTo(mail, world))
                .filter(mail -> mail.text().contains("You get this letter since you look after"))
                .toList();
    }

    private static long refused(World world) {
        return mails.refused().stream()
                .filter(mail -> isTo(mail, world))
                .filter(mail -> mail.text().contains("You get this letter since you look after"))
                .count();
    }

    private static MailServer.Mail letter(World world, String role) {
        var to =
                letters(world).stream()
                        .filter(mail -> mail.recipient().equals(address(world, role)))
                        .toList();
        assertThat(to).hasSize(1);
        return to.get(0);
    }

    private static List<String> sql(World world, String query) throws Exception {
        return world.sql(stack, query);
    }

    private static void change(World world, String sql) throws Exception {
        world.change(stack, sql);
    }
}
