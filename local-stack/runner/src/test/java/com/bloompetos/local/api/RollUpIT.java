package com.bloompetos.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.bench.OwnEngine;
import com.bloompetos.local.runner.ApiStack;
import com.bloompetos.local.runner.SharedApiStack;
import com.bloompetos.local.runner.TestEngine;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * KPIs over the branches of a franchise, a brand and a chain, from readings of which the answer is
 * known: two organizations, the first with two franchises that are rivals.
 */
@ExtendWith(SharedApiStack.class)
class RollUpIT {
    private static final ZoneId ZONE = Clocks.NOON;
    private static final LocalDate TODAY = LocalDate.now(ZONE);
    private static final LocalDate DAY = TODAY.minusDays(2);
    private static final String MIRRORED =
            ", source_version UInt64, is_deleted UInt8) engine = ReplacingMergeTree(source_version, is_deleted) order by (organization_id, name)";

    private static ApiStack stack;
    private static OwnEngine engine;
    private static Process api;
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
        engine = TestEngine.start(Files.createTempDirectory("roll-ups"));
        mirror();
        readings();
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
                                "BLOOM_CLICKHOUSE_PASSWORD", "reader"));
        Wait.until(
                () -> {
                    try {
                        return new Http(url, "").get("/v3/api-docs").status() == 200;
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
    }

    @Test
    void theChainIsTheSumOfItsBranchesAndAFranchiseOwnerSeesTheirOwn() throws Exception {
        var chain = ask("admin", "organizations", "organization_id", "bookings", "");
        assertThat(chain.path("total").path("numerator").asInt()).isEqualTo(10 + 20 + 40 + 80);
        assertThat(chain.path("branches").path("added").asInt()).isEqualTo(4);
        assertThat(chain.path("branches").path("of").asInt()).isEqualTo(4);
        var own = ask("franchise_owner", "organizations", "organization_id", "bookings", "");
        assertThat(own.path("total").path("numerator").asInt()).isEqualTo(10 + 20);
        assertThat(own.path("branches").path("added").asInt()).isEqualTo(2);
        assertThat(own.path("branches").path("of").asInt()).isEqualTo(4);
        assertThat(
                        ask("franchise_owner", "brands", "brand_id", "bookings", "&by=branch")
                                .toString())
                .contains(ours.id("sister_branch_id").toString())
                .doesNotContain(rival.id("branch_id").toString());
    }

    @Test
    void aRivalsFranchiseAndAnotherChainAreNotThere() throws Exception {
        assertThat(status("franchise_owner", "franchises/" + rival.id("franchise_id")))
                .isEqualTo(404);
        for (var role : List.of("branch_manager", "franchise_owner", "analyst", "admin")) {
            assertThat(status(role, "organizations/" + stranger.id("organization_id")))
                    .isEqualTo(404);
            assertThat(status(role, "brands/" + stranger.id("brand_id"))).isEqualTo(404);
            assertThat(status(role, "franchises/" + stranger.id("franchise_id"))).isEqualTo(404);
        }
        assertThat(status("staff", "organizations/" + ours.id("organization_id"))).isEqualTo(403);
    }

    @Test
    void placesComeFromTheBestToTheWorst() throws Exception {
        var rates = ask("admin", "brands", "brand_id", "no_show_rate", "&by=franchise");
        assertThat(rates.path("total").path("value").asDouble())
                .as("parts are summed: the mean of the rates would be another number")
                .isEqualTo(4.0 / 38);
        assertThat(rates.path("groups").findValuesAsText("key"))
                .containsExactly(
                        rival.id("franchise_id").toString(), ours.id("franchise_id").toString());
    }

    @Test
    void aPetOfTwoBranchesIsOnePetOfTheChain() throws Exception {
        var pets = ask("admin", "franchises", "franchise_id", "active_pets", "&by=branch");
        assertThat(pets.path("groups").findValuesAsText("numerator")).containsExactly("3", "2");
        assertThat(pets.path("total").path("numerator").asInt()).isEqualTo(4);
        assertThat(pets.path("total").path("day").asText()).isEqualTo(DAY.toString());
    }

    @Test
    void aSnapshotIsNotAddedOverDaysAndAMedianIsMerged() throws Exception {
        var owed = ask("admin", "franchises", "franchise_id", "receivables_age", "");
        assertThat(owed.path("total").path("numerator").asInt()).isEqualTo(700);
        assertThat(owed.path("currency").asText()).isEqualTo("USD");
        var lead = ask("admin", "franchises", "franchise_id", "booking_lead_time", "");
        assertThat(lead.path("total").path("value").asDouble()).isEqualTo(3);
        assertThat(lead.path("total").path("p90").asDouble()).isEqualTo(9);
    }

    @Test
    void theSameWeekdayIsComparedOnTheWeeksThatAreThere() throws Exception {
        var path =
                "/v1/franchises/%s/kpis/bookings?from=%s&to=%s&compare=same_weekday"
                        .formatted(ours.id("franchise_id"), DAY, DAY);
        var compared = http("admin").get(path).body().path("comparison");
        assertThat(compared.path("value").asDouble()).isEqualTo(30);
        assertThat(compared.path("mean").asDouble()).isEqualTo(12);
        assertThat(compared.path("periods").asInt()).isEqualTo(2);
        assertThat(compared.path("is_few").asBoolean()).isTrue();
        var branch =
                http("admin")
                        .get(
                                path.replace("franchises", "branches")
                                        .replace(
                                                ours.id("franchise_id").toString(),
                                                ours.id("branch_id").toString()))
                        .body();
        assertThat(branch.path("comparison").path("value").asDouble()).isEqualTo(10);
        assertThat(branch.path("comparison").path("periods").asInt()).isEqualTo(2);
    }

    @Test
    void aDayThatRunsIsSaidToRun() throws Exception {
        var running =
                http("admin")
                        .get(
                                "/v1/brands/%s/kpis/bookings?from=%s&to=%s&compare=same_weekday"
                                        .formatted(ours.id("brand_id"), TODAY, TODAY))
                        .body()
                        .path("comparison");
        assertThat(running.path("running").asText()).isEqualTo(TODAY.toString());
        assertThat(running.path("periods").asInt()).isZero();
    }

    @Test
    void whatTheKindForbidsIsRefusedInWords() throws Exception {
        var refused =
                http("admin")
                        .get(
                                path("organizations", "organization_id", "length_of_stay")
                                        + "&by=day");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("type").asText())
                .isEqualTo("urn:bloompetos:problem:not-added-up");
        assertThat(refused.body().path("detail").asText())
                .contains("length_of_stay is told by the month and rolls up as sum")
                .contains("Ask for");
    }

    @Test
    void whatWasShownThenIsAnsweredForAChain() throws Exception {
        var then =
                ask(
                        "admin",
                        "organizations",
                        "organization_id",
                        "bookings",
                        "&by=day&as_of=" + DAY.plusDays(1) + "T12:00:00Z");
        assertThat(then.path("total").path("numerator").asInt()).isEqualTo(7);
        assertThat(then.path("groups").findValuesAsText("key")).containsExactly(DAY.toString());
    }

    /** What the mirror would have made of the branches, so that it is known how many there are. */
    private static void mirror() throws Exception {
        table(
                "franchises",
                "organization_id UUID, franchise_id UUID, brand_id UUID, name String, created_at DateTime64(6, 'UTC')");
        table(
                "branches",
                "organization_id UUID, branch_id UUID, franchise_id UUID, name String, time_zone String, opens_at Int64, closes_at Int64, created_at DateTime64(6, 'UTC'), updated_at DateTime64(6, 'UTC')");
        for (var world : List.of(ours, rival, stranger)) {
            var organization = world.id("organization_id");
            var franchise = world.id("franchise_id");
            insert(
                    "raw.franchises",
                    "'%s', '%s', '%s', '%s', 0, 1, 0"
                            .formatted(organization, franchise, world.id("brand_id"), franchise));
            for (var branch : List.of(world.id("branch_id"), world.id("sister_branch_id"))) {
                insert(
                        "raw.branches",
                        "'%s', '%s', '%s', '%s', '%s', 0, 0, 0, 0, 1, 0"
                                .formatted(organization, branch, franchise, branch, ZONE));
            }
        }
    }

    private static void readings() throws Exception {
        var first = ours.id("branch_id");
        var second = ours.id("sister_branch_id");
        reading(ours, first, "bookings", DAY, "['']", 10, 0, "", "");
        reading(ours, second, "bookings", DAY, "['']", 20, 0, "", "");
        reading(rival, rival.id("branch_id"), "bookings", DAY, "['']", 40, 0, "", "");
        reading(rival, rival.id("sister_branch_id"), "bookings", DAY, "['']", 80, 0, "", "");
        reading(stranger, stranger.id("branch_id"), "bookings", DAY, "['']", 5000, 0, "", "");
        reading(ours, first, "bookings", DAY.minusWeeks(1), "['']", 8, 0, "", "");
        reading(ours, first, "bookings", DAY.minusWeeks(2), "['']", 16, 0, "", "");
        reading(ours, first, "no_show_rate", DAY, "['', '9']", 2, 10, "", "");
        reading(ours, second, "no_show_rate", DAY, "['', '9']", 1, 8, "", "");
        reading(rival, rival.id("branch_id"), "no_show_rate", DAY, "['', '9']", 1, 20, "", "");
        var shared = "arrayReduce('uniqExactState', [toUUID('%s')])".formatted(ours.id("pet_id"));
        reading(
                ours,
                first,
                "active_pets",
                DAY.minusDays(1),
                "[]",
                9,
                0,
                "numerator_state",
                shared);
        reading(ours, first, "active_pets", DAY, "[]", 3, 0, "numerator_state", shared);
        reading(ours, second, "active_pets", DAY, "[]", 2, 0, "numerator_state", shared);
        reading(ours, first, "receivables_age", DAY.minusDays(1), "['u', '0-30']", 900, 0, "", "");
        reading(ours, first, "receivables_age", DAY, "['u', '0-30']", 500, 0, "", "");
        reading(ours, second, "receivables_age", DAY, "['v', '0-30']", 200, 0, "", "");
        lead(first, "[1., 3.]", 2);
        lead(second, "[2., 9., 4.]", 3);
        engine.ask(
                "insert into mart.readings (kpi, definition_version, organization_id, branch_id, day, dimensions, numerator, denominator, version, source, recorded_at) values ('bookings', 1, '%s', '%s', '%s', [''], 7, 0, 1, 'stream', '%s 08:00:00'), ('bookings', 1, '%s', '%s', '%s', [''], 10, 0, 2, 'stream', '%s 20:00:00')"
                        .formatted(
                                ours.id("organization_id"),
                                first,
                                DAY,
                                DAY.plusDays(1),
                                ours.id("organization_id"),
                                first,
                                DAY,
                                DAY.plusDays(1)));
    }

    private static void lead(UUID branch, String values, int count) throws Exception {
        reading(
                ours,
                branch,
                "booking_lead_time",
                DAY,
                "['']",
                0,
                count,
                "quantile_state",
                "arrayReduce('quantilesExactState(0.5, 0.9)', %s)".formatted(values));
    }

    private static void reading(
            World world,
            UUID branch,
            String kpi,
            LocalDate day,
            String dimensions,
            long numerator,
            long denominator,
            String stateColumn,
            String state)
            throws Exception {
        engine.ask(
                "insert into mart.latest_readings (kpi, definition_version, organization_id, branch_id, day, dimensions, numerator, denominator, version, source, recorded_at%s) select '%s', 1, '%s', '%s', '%s', %s, %d, %d, 1, 'batch', now64(6)%s"
                        .formatted(
                                stateColumn.isEmpty() ? "" : ", " + stateColumn,
                                kpi,
                                world.id("organization_id"),
                                branch,
                                day,
                                dimensions,
                                numerator,
                                denominator,
                                state.isEmpty() ? "" : ", " + state));
    }

    @Test
    void aQuestionIsToldTheNumberThatStandsBehindTheAddress() throws Exception {
        var chain = question("admin", "How many bookings were made on %s?".formatted(DAY));
        assertThat(chain.path("told").path("value").asInt()).isEqualTo(10 + 20 + 40 + 80);
        assertThat(chain.path("told").path("date_basis").asText()).isEqualTo("booked");
        assertThat(chain.path("told").path("query").asText()).contains("mart.latest_readings");
        var pets = question("franchise_owner", "active pets on %s".formatted(DAY));
        assertThat(pets.path("told").path("numerator").asInt()).isEqualTo(4);
        var worst =
                question(
                        "admin", "Which branch had the highest no-show rate on %s?".formatted(DAY));
        assertThat(worst.path("sentence").asText()).endsWith(": Branch 20.0 %.");
        var hours = question("franchise_owner", "no-show rate by hour on %s".formatted(DAY));
        assertThat(hours.path("told").path("groups").findValuesAsText("label"))
                .containsExactly("9:00");
        assertThat(hours.path("told").path("groups").path(0).path("numerator").asInt())
                .isEqualTo(3);
        var weekdays = question("franchise_owner", "bookings by weekday on %s".formatted(DAY));
        assertThat(weekdays.path("told").path("groups").path(0).path("value").asInt())
                .isEqualTo(10 + 20);
        var before =
                question(
                        "franchise_owner",
                        "bookings in Branch on %s compared with the same weekdays".formatted(DAY));
        assertThat(before.path("told").path("compared").path("with").asDouble())
                .isEqualTo((8 + 16) / 2.0);
    }

    @Test
    void aQuestionSeesNoFurtherThanWhoAsksIt() throws Exception {
        var own = question("franchise_owner", "bookings on %s by branch".formatted(DAY));
        assertThat(own.path("told").path("value").asInt()).isEqualTo(10 + 20);
        assertThat(own.path("told").path("branches").path("of").asInt()).isEqualTo(4);
        assertThat(own.toString()).doesNotContain(rival.id("branch_id").toString());
        assertThat(
                        question("franchise_owner", "bookings in Sister on %s".formatted(DAY))
                                .path("told")
                                .path("value")
                                .asInt())
                .isEqualTo(20);
        assertThat(
                        question("admin", "bookings in Sister on %s".formatted(DAY))
                                .path("refused")
                                .path("reason")
                                .asText())
                .as("two branches have this name")
                .isEqualTo("ambiguous");
        assertThat(
                        http("staff")
                                .post("/v1/questions", "{\"question\":\"bookings yesterday\"}")
                                .status())
                .isEqualTo(403);
    }

    private static JsonNode question(String role, String question) throws Exception {
        var answer = http(role).post("/v1/questions", "{\"question\":\"" + question + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private static void table(String name, String columns) throws Exception {
        engine.ask("create table raw." + name + " (" + columns + MIRRORED);
    }

    private static void insert(String table, String values) throws Exception {
        engine.ask("insert into " + table + " values (" + values + ")");
    }

    private static String path(String places, String id, String kpi) {
        return "/v1/%s/%s/kpis/%s?from=%s&to=%s"
                .formatted(places, ours.id(id), kpi, DAY.minusDays(40), DAY);
    }

    private static JsonNode ask(String role, String places, String id, String kpi, String more)
            throws Exception {
        var from = kpi.equals("bookings") ? DAY : DAY.minusDays(40);
        var answer =
                http(role)
                        .get(
                                path(places, id, kpi)
                                                .replace(
                                                        "from=" + DAY.minusDays(40), "from=" + from)
                                        + more);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private static int status(String role, String place) throws Exception {
        return http(role)
                .get("/v1/%s/kpis/bookings?from=%s&to=%s".formatted(place, DAY, DAY))
                .status();
    }

    private static Http http(String role) {
        var branches =
                role.equals("admin")
                        ? List.<UUID>of()
                        : List.of(ours.id("branch_id"), ours.id("sister_branch_id"));
        // This API is its own issuer: tokens carry its address.
        return new Http(
                url,
                stack.token(
                        ours.id("organization_id"),
                        role.equals("staff") ? ours.id("staff_id") : ours.id(role + "_user_id"),
                        role,
                        branches,
                        Map.of("iss", url)));
    }
}
