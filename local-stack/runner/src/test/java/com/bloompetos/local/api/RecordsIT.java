package com.bloompetos.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.runner.ApiStack;
import com.bloompetos.local.runner.SharedApiStack;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pets, their records, who looked, and forgetting somebody. */
@ExtendWith(SharedApiStack.class)
class RecordsIT {
    private static ApiStack stack;
    private static World world;
    private static Http admin;
    private static Http staff;

    @BeforeAll
    static void build() throws Exception {
        stack = SharedApiStack.get();
        world = World.newOrganization(stack);
        admin = new Http(stack.apiUrl(), world.token(stack, "admin"));
        staff = new Http(stack.apiUrl(), world.token(stack, "staff"));
    }

    private static String sql(String query) throws Exception {
        try (var connection = stack.superuser();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String client(String email) throws Exception {
        var made =
                staff.post(
                        "/v1/users",
                        "{\"branch_id\":\"%s\",\"email\":\"%s\",\"first_name\":\"Ada\",\"last_name\":\"Byron\",\"phone_number\":\"+1 555 0100\"}"
                                .formatted(world.id("branch_id"), email));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.body().path("user_id").asText();
    }

    private static String pet(String user, String more) throws Exception {
        var made =
                staff.post(
                        "/v1/pets",
                        "{\"user_id\":\"%s\",\"name\":\"Byte\",\"species\":\"dog\"%s}"
                                .formatted(user, more));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.body().path("pet_id").asText();
    }

    @Test
    void aRefusedProfileNamesTheRule() throws Exception {
        var user = world.id("owner_user_id");
        for (var wrong :
                new String[][] {
                    {"\"species\":\"dog\",\"weight\":161", "weight-range", "weight"},
                    {
                        "\"species\":\"dog\",\"birth_date\":\"1980-01-01\"",
                        "age-limit",
                        "birth_date"
                    },
                    {"\"species\":\"cat\",\"breed\":\"Beagle\"", "breed-list", "breed"},
                    {"\"species\":\"unicorn\"", "species-list", "species"}
                }) {
            var answer =
                    staff.post(
                            "/v1/pets",
                            "{\"user_id\":\"%s\",\"name\":\"N\",%s}".formatted(user, wrong[0]));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body().path("detail").asText()).contains(wrong[1]);
            assertThat(answer.body().path("field").asText()).isEqualTo(wrong[2]);
        }
    }

    @Test
    void aRecordHoldsEverythingAndItsNotesAreSealed() throws Exception {
        var pet = pet(client("ada" + UUID.randomUUID() + "@test.example"), ",\"weight\":10.5");
        var base = "/v1/pets/" + pet;
        assertThat(
                        staff.post(
                                        base + "/weights",
                                        "{\"weight\":11,\"measured_on\":\"2026-01-02\"}")
                                .status())
                .isEqualTo(201);
        assertThat(
                        staff.post(
                                        base + "/vaccinations",
                                        "{\"branch_id\":\"%s\",\"vaccine_name\":\"Rabies\",\"vaccination_date\":\"2026-01-02\",\"expiry_date\":\"2026-12-01\",\"notes\":\"left leg\"}"
                                                .formatted(world.id("branch_id")))
                                .status())
                .isEqualTo(201);
        var note =
                staff.post(
                        base + "/notes",
                        "{\"branch_id\":\"%s\",\"notes\":\"allergic to penicillin\"}"
                                .formatted(world.id("branch_id")));
        assertThat(note.status()).isEqualTo(201);
        assertThat(note.header("X-Bloom-Position")).startsWith("medical_notes:");
        var record = staff.get(base + "/record").body();
        assertThat(record.path("weights")).hasSize(2);
        assertThat(record.path("vaccinations").get(0).path("notes").asText()).isEqualTo("left leg");
        assertThat(record.path("notes").get(0).path("notes").asText())
                .isEqualTo("allergic to penicillin");
        assertThat(sql("select notes from medical_notes where pet_id = '%s'".formatted(pet)))
                .startsWith("sealed1:");
        assertThat(sql("select notes from vaccinations where pet_id = '%s'".formatted(pet)))
                .startsWith("sealed1:");
        // A weight of an earlier day does not become today's.
        assertThat(staff.get(base).body().path("weight").asDouble()).isEqualTo(10.5);
        var looks = admin.get("/v1/audit?row_id=" + pet).text();
        assertThat(looks).contains("\"look\"");
        assertThat(
                        staff.post(
                                        base + "/notes",
                                        "{\"branch_id\":\"%s\",\"notes\":\"%s\"}"
                                                .formatted(world.id("branch_id"), "x".repeat(5001)))
                                .status())
                .isEqualTo(400);
    }

    @Test
    void aChainThatWasTamperedWithSaysWhere() throws Exception {
        var other = World.newOrganization(stack);
        var boss = new Http(stack.apiUrl(), other.token(stack, "admin"));
        boss.send("PATCH", "/v1/pets/" + other.id("pet_id"), "{\"breed\":\"Mixed\"}");
        Wait.until(() -> boss.get("/v1/audit/verify").body().path("entries").asInt() > 0);
        assertThat(boss.get("/v1/audit/verify").body().path("is_intact").asBoolean()).isTrue();
        try (var connection = stack.superuser();
                var statement = connection.createStatement()) {
            statement.execute("alter table audit_log disable trigger append_only");
            statement.execute(
                    "update audit_log set actor = null where organization_id = '%s' and on_table = 'pets'"
                            .formatted(other.id("organization_id")));
            statement.execute("alter table audit_log enable trigger append_only");
        }
        var verdict = boss.get("/v1/audit/verify").body();
        assertThat(verdict.path("is_intact").asBoolean()).isFalse();
        assertThat(verdict.path("first_broken").asLong()).isPositive();
    }

    @Test
    void anErasedPersonIsNobodyAndTheMoneyStays() throws Exception {
        var email = "gone" + UUID.randomUUID() + "@test.example";
        var user = client(email);
        var pet =
                pet(
                        user,
                        ",\"microchip_id\":\""
                                + UUID.randomUUID().toString().substring(0, 8)
                                + "000\"");
        try (var connection = stack.owner(world.id("organization_id"));
                var statement = connection.createStatement()) {
            statement.execute(
                    "insert into invoices (organization_id, branch_id, user_id) values ('%s', '%s', '%s')"
                            .formatted(world.id("organization_id"), world.id("branch_id"), user));
        }
        var export = admin.get("/v1/users/" + user + "/export");
        assertThat(export.text()).contains(email).contains("+1 555 0100").contains("Byte");
        assertThat(admin.post("/v1/users/" + user + "/erase", "{}").status()).isEqualTo(200);
        var after = admin.get("/v1/users/" + user + "/export").text();
        assertThat(after)
                .doesNotContain(email)
                .doesNotContain("Ada")
                .doesNotContain("Byron")
                .doesNotContain("Byte");
        assertThat(sql("select count(*) from invoices where user_id = '%s'".formatted(user)))
                .isEqualTo("1");
        assertThat(sql("select name from pets where pet_id = '%s'".formatted(pet)))
                .isEqualTo("Erased");
        assertThat(
                        new Http(stack.apiUrl(), world.token(stack, "owner"))
                                .post("/v1/users/" + user + "/erase", "{}")
                                .status())
                .isEqualTo(404);
    }

    @Test
    void aVisitIsJudgedOnceAndAPollToolMayTellToo() throws Exception {
        try (var connection = stack.owner(world.id("organization_id"));
                var statement = connection.createStatement()) {
            statement.execute(
                    "update appointments set status = 'completed' where appointment_id = '%s'"
                            .formatted(world.id("appointment_id")));
        }
        var owner = new Http(stack.apiUrl(), world.token(stack, "owner"));
        var feedback =
                "{\"appointment_id\":\"%s\",\"csat\":5,\"nps\":9,\"notes\":\"lovely\"}"
                        .formatted(world.id("appointment_id"));
        assertThat(owner.post("/v1/feedback", feedback).status()).isEqualTo(201);
        assertThat(owner.post("/v1/feedback", feedback).status()).isEqualTo(409);
        var hook =
                admin.post(
                                "/v1/poll-hooks",
                                "{\"branch_id\":\"%s\"}".formatted(world.id("branch_id")))
                        .body()
                        .path("path")
                        .asText();
        assertThat(
                        new Http(stack.apiUrl(), "")
                                .post(
                                        hook,
                                        "{\"responses\":[{\"question\":\"Would you recommend us?\",\"answer\":10},{\"question\":\"Anything?\",\"answer\":\"great\"}]}")
                                .status())
                .isIn(204, 401);
        assertThat(
                        sql(
                                "select notes from feedback where source = 'api' and appointment_id = '%s'"
                                        .formatted(world.id("appointment_id"))))
                .startsWith("sealed1:");
    }

    @Test
    void aReminderIsShownInTheOutboxAndConfirmedByOneTap() throws Exception {
        var other = World.newOrganization(stack);
        try (var connection = stack.owner(other.id("organization_id"));
                var statement = connection.createStatement()) {
            statement.execute(
                    "update appointments set appointment_date = now() + interval '5 hours', ends_at = now() + interval '6 hours'");
        }
        var boss = new Http(stack.apiUrl(), other.token(stack, "admin"));
        var outbox = "/v1/outbox?branch_id=" + other.id("branch_id");
        Wait.until(() -> boss.get(outbox).text().contains("One tap confirms"));
        var text = boss.get(outbox).text();
        var link = text.substring(text.indexOf("/r/", text.indexOf("One tap confirms")));
        link = link.substring(0, 3 + 22);
        var nobody = java.net.http.HttpClient.newHttpClient();
        var address = java.net.URI.create(stack.apiUrl() + link);
        var ok = java.net.http.HttpResponse.BodyHandlers.ofString();
        assertThat(nobody.send(java.net.http.HttpRequest.newBuilder(address).build(), ok).body())
                .contains("Rex");
        var tapped =
                nobody.send(
                        java.net.http.HttpRequest.newBuilder(address)
                                .POST(java.net.http.HttpRequest.BodyPublishers.noBody())
                                .build(),
                        ok);
        assertThat(tapped.statusCode()).as(tapped.body()).isEqualTo(200);
        assertThat(
                        sql(
                                "select status from reminders where kind = 'appointment' and subject_id = '%s'"
                                        .formatted(other.id("appointment_id"))))
                .isEqualTo("confirmed");
        assertThat(
                        sql(
                                "select confirmed_at from appointments where appointment_id = '%s'"
                                        .formatted(other.id("appointment_id"))))
                .isNotNull();
    }
}
