package com.bloompetos.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.bench.OwnEngine;
import com.bloompetos.local.runner.ApiStack;
import com.bloompetos.local.runner.SharedApiStack;
import com.bloompetos.local.runner.TestEngine;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * From rows of the warehouse to a sentence, its proof, and its end: a branch where a service was
 * missed far more often last week, and rows that come late and say that it was not.
 */
@ExtendWith(SharedApiStack.class)
class InsightsIT {
    private static final LocalDate LAST = LocalDate.now(Clocks.NOON).minusDays(1);
    private static final int PER_DAY = 80;

    private static ApiStack stack;
    private static OwnEngine engine;
    private static Process api;
    private static FakeModel model;
    private static String url;
    private static World ours;
    private static World rival;
    private static World stranger;

    @BeforeAll
    static void start() throws Exception {
        stack = SharedApiStack.get();
        ours = World.newOrganization(stack);
        rival = ours.rival(stack);
        stranger = World.newOrganization(stack);
        engine = TestEngine.start(Files.createTempDirectory("insights"));
        tables();
        weeks();
        fallingWeeks();
        model = new FakeModel();
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        url = "http://127.0.0.1:" + port;
        api =
                stack.besides(
                        port,
                        Map.of(
                                "BLOOM_CLICKHOUSE_URL", engine.url(),
                                "BLOOM_CLICKHOUSE_USER", "reader",
                                "BLOOM_CLICKHOUSE_PASSWORD", "reader",
                                "BLOOM_LLM_URL", model.url(),
                                "BLOOM_LLM_MODEL", "fake"));
        Wait.until(
                () -> {
                    try {
                        return new Http(url, "").get("/v1/insights").status() == 401;
                    } catch (IOException notYet) {
                        return false;
                    }
                });
    }

    @AfterAll
    static void stop() throws Exception {
        api.destroy();
        assertThat(api.waitFor(20, TimeUnit.SECONDS)).isTrue();
        engine.close();
        model.close();
    }

    @Test
    void aBadWeekIsToldProvenJudgedAndWithdrawnWhenLateRowsOverturnIt() throws Exception {
        Wait.until(() -> !told("branch_manager", ours).isMissingNode());
        var told = told("branch_manager", ours);
        var id = told.path("insight_id").asText();
        assertThat(told.path("title").asText()).isEqualTo("More missed appointments: Full groom");
        assertThat(told.path("sentence").asText())
                .startsWith("Riverside: ")
                .contains("What stands out is Full groom: ")
                .contains("USD is at stake.");
        assertThat(told.path("chart").path("days")).hasSize(35);
        assertThat(told.path("at_stake_cents").asLong()).isPositive();

        // A language model that makes things up changes nothing, and hears no name.
        Wait.until(() -> model.heard().contains("appointments were missed"));
        Wait.until(() -> rephrasings("rejected").size() > 0);
        assertThat(rephrasings("rejected").path("unproven: says").asInt()).isPositive();
        assertThat(one(id).path("insight").path("sentence")).isEqualTo(told.path("sentence"));
        assertThat(one(id).path("template")).isEqualTo(told.path("sentence"));
        assertThat(model.heard()).doesNotContain("Riverside").doesNotContain("Full groom");
        model.tellTheTruth();

        // Whoever asks the same question gets the same, by whatever means.
        var evidence = http("analyst", ours).get("/v1/insights/" + id).body();
        var answer = engine.ask(evidence.path("query").asText() + " format TSV") + "\n";
        assertThat(evidence.path("result_hash").asText()).isEqualTo(sha256(answer));
        var verdict = http("analyst", ours).get("/v1/insights/" + id + "/verify").body();
        assertThat(verdict.path("holds").asBoolean()).isTrue();
        assertThat(verdict.path("is_same").asBoolean()).isTrue();

        theSameIsAnsweredToWhoeverAsksWhy();

        // The letter of the morning says it in the same words.
        assertThat(http("branch_manager", ours).get("/v1/digest").body().path("body").asText())
                .contains(told.path("sentence").asText() + "\n")
                .contains("./bloom insight verify " + id);
        assertThat(http("branch_manager", rival).get("/v1/digest").text())
                .doesNotContain(id)
                .doesNotContain("Riverside");

        // The rival's people and another chain's have never heard of it.
        for (var stranger :
                List.of(http("branch_manager", rival), http("admin", InsightsIT.stranger))) {
            assertThat(stranger.get("/v1/insights/" + id).status()).isEqualTo(404);
            assertThat(stranger.get("/v1/insights/" + id + "/verify").status()).isEqualTo(404);
            assertThat(
                            stranger.post(
                                            "/v1/insights/" + id + "/feedback",
                                            "{\"feedback\":\"wrong\"}")
                                    .status())
                    .isEqualTo(404);
        }

        // A row that changes little changes the numbers, not the claim.
        correct(
                "and appointment_id = (select min(appointment_id) from staging.appointments where status = 'no_show' and branch_id = '%s' and service_id = '%s' and scheduled_day = '%s')"
                        .formatted(ours.id("branch_id"), ours.id("service_id"), LAST));
        var said = told.path("sentence");
        Wait.until(() -> !one(id).path("insight").path("sentence").equals(said));
        assertThat(one(id).path("insight").path("restated").asInt())
                .isGreaterThan(told.path("restated").asInt());

        // Honest words for the new numbers stand, and the proof is still of the template.
        Wait.until(
                () ->
                        one(id).path("insight")
                                .path("sentence")
                                .asText()
                                .startsWith("Riverside had "));
        var reworded = one(id);
        assertThat(reworded.path("insight").path("sentence").asText())
                .isEqualTo(FakeModel.honestly(reworded.path("template").asText(), "Riverside"));
        assertThat(
                        http("analyst", ours)
                                .get("/v1/insights/" + id + "/verify")
                                .body()
                                .path("is_same")
                                .asBoolean())
                .isTrue();
        assertThat(rephrasings("accepted").asInt()).isPositive();

        // All of it was a mistake: the insight is withdrawn, and people hear of it.
        long corrected = System.nanoTime();
        correct("");
        Wait.until(() -> one(id).path("insight").path("status").asText().equals("withdrawn"));
        var took = Duration.ofNanos(System.nanoTime() - corrected);
        System.out.println("  withdrawn " + took.toMillis() + " ms after the rows stood there");
        assertThat(one(id).path("insight").path("withdrawn_reason").asText())
                .isEqualTo("overturned");
        assertThat(told("branch_manager", ours).isMissingNode()).isTrue();
        var alert =
                http("branch_manager", ours).get("/v1/alerts?rule=insight_withdrawn").body().get(0);
        assertThat(alert.path("subject_id").asText()).isEqualTo(id);
        assertThat(alert.path("title").asText()).contains("Full groom");
        var after = http("analyst", ours).get("/v1/insights/" + id + "/verify").body();
        assertThat(after.path("holds").asBoolean()).isFalse();
    }

    @Test
    void whatManyWeeksComeToIsToldProvenAndWithdrawnToo() throws Exception {
        Wait.until(() -> of("trend").isPresent() && of("record").isPresent());
        var trend = of("trend").orElseThrow();
        var id = trend.path("insight_id").asText();
        assertThat(trend.path("title").asText()).isEqualTo("Bookings fall week by week");
        assertThat(one(id).path("template").asText())
                .startsWith("Sister: 322 bookings from ")
                .contains(", down from 420 from ")
                .contains(" The line through these 8 weeks falls by 14.0 a week.")
                .endsWith(" About 5,880 USD a week is at stake.");
        assertThat(trend.path("chart").path("days")).hasSize(12);
        var record = of("record").orElseThrow();
        assertThat(record.path("title").asText()).isEqualTo("Fewest late cancels of 12 weeks");
        assertThat(record.path("action").asText()).isEmpty();
        for (var each : List.of(trend, record)) {
            var path = "/v1/insights/" + each.path("insight_id").asText();
            var evidence = http("analyst", ours).get(path).body();
            System.out.println("  " + evidence.path("template").asText());
            assertThat(evidence.path("result_hash").asText())
                    .isEqualTo(
                            sha256(
                                    engine.ask(evidence.path("query").asText() + " format TSV")
                                            + "\n"));
            assertThat(
                            http("analyst", ours)
                                    .get(path + "/verify")
                                    .body()
                                    .path("is_same")
                                    .asBoolean())
                    .isTrue();
        }

        // Bookings that never were: the weeks before were no better.
        engine.ask(
                "alter table staging.appointments delete where branch_id = '%s' and booked_day < toDate('%s') - 20 and cityHash64(appointment_id) %% 3 = 0 settings mutations_sync = 1"
                        .formatted(ours.id("sister_branch_id"), LAST));
        noteTouched(ours.id("sister_branch_id"), LAST.minusDays(60));
        Wait.until(() -> one(id).path("insight").path("status").asText().equals("withdrawn"));
        assertThat(one(id).path("insight").path("withdrawn_reason").asText())
                .isEqualTo("overturned");
    }

    private static Optional<JsonNode> of(String pattern) throws Exception {
        for (var each : http("branch_manager", ours).get("/v1/insights").body()) {
            if (each.path("pattern").asText().equals(pattern)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** Before anything is corrected; its parts sum to the change, and its proof is the engine's. */
    private static void theSameIsAnsweredToWhoeverAsksWhy() throws Exception {
        var rose = why("why did no-shows rise in Riverside in the last 7 days");
        var reason = rose.path("explained").path("reasons").get(0);
        assertThat(rose.path("sentence").asText())
                .startsWith("Riverside: ")
                .contains("up from the usual ")
                .contains("stands out Full groom: +");
        var change = reason.path("change").asDouble();
        assertThat(change)
                .isEqualTo(reason.path("now").asDouble() - reason.path("before").asDouble());
        var sums = new HashMap<String, Double>();
        for (var part : reason.path("parts")) {
            sums.merge(
                    part.path("attribute").asText(), part.path("change").asDouble(), Double::sum);
        }
        assertThat(sums).hasSize(8).allSatisfy((of, sum) -> assertThat(sum).isEqualTo(change));
        assertThat(
                        reason.path("volume").asLong()
                                + reason.path("mix").asLong()
                                + reason.path("rate").asLong())
                .isEqualTo(Math.round(change));
        assertThat(reason.path("result_hash").asText())
                .isEqualTo(
                        sha256(engine.ask(reason.path("query").asText() + " format TSV") + "\n"));

        // What is not so is not explained away, and of other services nothing is said.
        var fell = why("why did no-shows fall in Riverside in the last 7 days");
        assertThat(fell.path("sentence").asText()).startsWith("It did not fall. Riverside: ");
        var booked = "why did bookings change in Riverside on " + LAST.minusDays(2);
        assertThat(why(booked).path("sentence").asText())
                .startsWith("It did not change. Riverside: 80 bookings");
        var groom = why("why did no-shows rise for full groom in Riverside in the last 7 days");
        assertThat(groom.path("explained").path("reasons").get(0).path("parts").toString())
                .contains("Full groom")
                .doesNotContain("Bath");
        assertThat(
                        why("why did no-shows rise in Harbour in the last 7 days")
                                .path("refused")
                                .path("words")
                                .toString())
                .contains("harbour");
    }

    private static JsonNode why(String question) throws Exception {
        var answer =
                http("branch_manager", ours)
                        .post("/v1/questions", "{\"question\":\"" + question + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        System.out.println("  " + answer.body().path("sentence").asText());
        return answer.body();
    }

    @Test
    void readersJudgeAndTheLastWordCounts() throws Exception {
        var id = ours.id("insight_id").toString();
        var manager = http("branch_manager", ours);
        for (var word : List.of("wrong", "useful")) {
            var answer =
                    manager.post(
                            "/v1/insights/" + id + "/feedback", "{\"feedback\":\"" + word + "\"}");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().path("feedback").asText()).isEqualTo(word);
        }
        assertThat(
                        manager.post("/v1/insights/" + id + "/feedback", "{\"feedback\":\"meh\"}")
                                .status())
                .isEqualTo(400);
    }

    private static Http http(String role, World world) {
        var branches =
                role.equals("admin")
                        ? List.<UUID>of()
                        : List.of(world.id("branch_id"), world.id("sister_branch_id"));
        // This API is its own issuer: tokens carry its address.
        return new Http(
                url,
                stack.token(
                        world.id("organization_id"),
                        world.id(role + "_user_id"),
                        role,
                        branches,
                        Map.of("iss", url)));
    }

    private static JsonNode rephrasings(String which) throws Exception {
        return new Http(url, "")
                .get("/actuator/insights")
                .body()
                .path("insights.rephrase." + which);
    }

    private static JsonNode one(String id) throws Exception {
        return http("analyst", ours).get("/v1/insights/" + id).body();
    }

    /** The one about missed appointments; the world has another. */
    private static JsonNode told(String role, World world) throws Exception {
        for (var each : http(role, world).get("/v1/insights").body()) {
            if (each.path("kpi").asText().equals("no_show_rate")) {
                return each;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    /** Last week's missed ones were kept after all, and the mirror notes the days. */
    private static void correct(String which) throws Exception {
        engine.ask(
                "alter table staging.appointments update status = 'completed', source_version = source_version + 1000000 where status = 'no_show' and scheduled_day > toDate('%s') - 7 %s settings mutations_sync = 1"
                        .formatted(LAST, which));
        noteTouched(ours.id("branch_id"), LAST);
    }

    private static void noteTouched(UUID branch, LocalDate day) throws Exception {
        engine.ask(
                "insert into ledger.touched_days (table_name, organization_id, branch_id, day, version) values ('appointments', '%s', '%s', '%s', 2000000)"
                        .formatted(ours.id("organization_id"), branch, day));
    }

    /** In the columns of staging; raw and the mirror have tests of their own. */
    private static void tables() throws Exception {
        for (var table :
                List.of(
                        "organizations",
                        "brands",
                        "franchises",
                        "branches",
                        "appointments",
                        "services",
                        "pets",
                        "resources",
                        "invoices",
                        "invoice_lines")) {
            var columns =
                    engine.ask(
                            "select name || ' ' || type from system.columns where database = 'staging' and table = '%s' order by position format TSVRaw"
                                    .formatted(table));
            engine.ask("drop view staging." + table);
            engine.ask(
                    "create table staging.%s (%s) engine = MergeTree order by organization_id"
                            .formatted(table, String.join(", ", columns.lines().toList())));
        }
        engine.ask(
                "insert into staging.organizations (organization_id, name, currency) values ('%s', 'Chain', 'USD')"
                        .formatted(ours.id("organization_id")));
        var branches =
                Map.of(
                        "Riverside", ours.id("branch_id"),
                        "Sister", ours.id("sister_branch_id"),
                        "Harbour", rival.id("branch_id"));
        for (var each : branches.entrySet()) {
            var world = each.getKey().equals("Harbour") ? rival : ours;
            engine.ask(
                    "insert into staging.branches (organization_id, branch_id, franchise_id, name, time_zone) values ('%s', '%s', '%s', '%s', '%s')"
                            .formatted(
                                    ours.id("organization_id"),
                                    each.getValue(),
                                    world.id("franchise_id"),
                                    each.getKey(),
                                    Clocks.NOON));
        }
        try (var connection = stack.owner(ours.id("organization_id"));
                var statement = connection.createStatement()) {
            statement.execute(
                    "update branches set name = 'Riverside' where branch_id = '"
                            + ours.id("branch_id")
                            + "'");
        }
    }

    /** A tenth is missed at both branches; of ours half of one service in the last week. */
    private static void weeks() throws Exception {
        var other = UUID.randomUUID();
        engine.ask(
                "insert into staging.services (organization_id, service_id, name) values ('%1$s', '%2$s', 'Full groom'), ('%1$s', '%3$s', 'Bath')"
                        .formatted(ours.id("organization_id"), ours.id("service_id"), other));
        for (var branch : List.of(ours.id("branch_id"), rival.id("branch_id"))) {
            engine.ask(
                    """
                    insert into staging.appointments (organization_id, branch_id, appointment_id, pet_id, service_id, status,
                        booked_day, scheduled_day, scheduled_hour, price_cents, created_at, source_version)
                    select '%1$s', '%2$s', generateUUIDv4(), toUUID(concat('00000000-0000-4000-8000-', leftPad(toString(i), 12, '0'))),
                           if(i %% 3 = 0, '%3$s', '%4$s'),
                           if(cityHash64(number) %% 10 = 0 or (i %% 6 = 0 and day > toDate('%5$s') - 7 and %6$s), 'no_show', 'completed'),
                           day - 2, day, 9 + i %% 8, 6000, toDateTime64(day - 2, 6, 'UTC'), number + 1
                    from (select number, number %% %7$d as i, toDate('%5$s') - 34 + intDiv(number, %7$d) as day from numbers(%8$d))"""
                            .formatted(
                                    ours.id("organization_id"),
                                    branch,
                                    ours.id("service_id"),
                                    other,
                                    LAST,
                                    branch.equals(ours.id("branch_id")) ? "1" : "0",
                                    PER_DAY,
                                    35 * PER_DAY));
        }
    }

    /**
     * Another branch of ours: 420 bookings a week, of late fewer with each; and of late cancels
     * none but a few in the last.
     */
    private static void fallingWeeks() throws Exception {
        engine.ask(
                """
                insert into staging.appointments (organization_id, branch_id, appointment_id, pet_id, service_id, status,
                    is_late_cancel, booked_day, scheduled_day, scheduled_hour, price_cents, created_at, source_version)
                select '%1$s', '%2$s', generateUUIDv4(i), generateUUIDv4(i + 1), '%3$s',
                       if(i %% 10 = 0 and (week < 11 or i = 0), 'cancelled', 'completed') as status, status = 'cancelled', day, day,
                       9 + i %% 8, 6000, toDateTime64(day, 6, 'UTC'), 1
                from (select intDiv(number, 7) as week, toDate('%4$s') - 83 + number as day,
                             arrayJoin(range(60 - 2 * greatest(0, toInt32(week) - 4))) as i from numbers(84))"""
                        .formatted(
                                ours.id("organization_id"),
                                ours.id("sister_branch_id"),
                                ours.id("service_id"),
                                LAST));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
