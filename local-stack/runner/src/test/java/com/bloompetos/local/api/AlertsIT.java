package com.bloompetos.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.insight.Finding;
import com.bloompetos.local.api.Http.Answer;
import com.bloompetos.local.runner.ApiStack;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a finding to the person who acts on it. */
class AlertsIT {
    private static ApiStack stack;
    private static FindingTopic findings;

    private World world;
    private Http manager;
    private Http admin;
    private long version;

    @BeforeAll
    static void begin() throws Exception {
        stack = ApiStack.startWithFindings("it-alerts");
        findings = new FindingTopic(stack);
    }

    @AfterAll
    static void end() {
        findings.close();
        stack.close();
    }

    @BeforeEach
    void build() throws Exception {
        world = World.newOrganization(stack);
        // No letter of the morning comes between.
        change("update branches set time_zone = '%s'".formatted(Clocks.zoneWhereItIs(15)));
        change("delete from alert_messages where kind = 'digest'");
        manager = new Http(stack.apiUrl(), world.token(stack, "branch_manager"));
        admin = new Http(stack.apiUrl(), world.token(stack, "admin"));
    }

    private void find(String rule, String subject, String severity, String state) throws Exception {
        find(rule, subject, severity, state, ++version);
    }

    private void find(String rule, String subject, String severity, String state, long version)
            throws Exception {
        findings.tell(finding(rule, subject, severity, state, version));
    }

    private Finding finding(
            String rule, String subject, String severity, String state, long version) {
        return Finding.newBuilder()
                .setOrganizationId(world.id("organization_id").toString())
                .setBranchId(world.id("branch_id").toString())
                .setRule(rule)
                .setSeverity(severity)
                .setSubjectKind("item")
                .setSubjectId(subject)
                .setEpisode("1")
                .setTitle(subject + ": 3 left")
                .setEvidence(Map.of("on_hand", "3"))
                .setAtStakeCents(1250L)
                .setAction("order_stock")
                .setState(state)
                .setSourceVersion(version)
                .setFoundAt(Instant.now())
                .build();
    }

    private JsonNode alert(String subject) throws Exception {
        var found = manager.get("/v1/alerts?subject_id=" + subject).body();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private String status(String subject) throws Exception {
        return alert(subject).path("status").asText();
    }

    private Answer take(String step, String subject, String body) throws Exception {
        return manager.post(
                "/v1/alerts/" + alert(subject).path("alert_id").asText() + "/" + step, body);
    }

    private List<String> sql(String query) throws Exception {
        return world.sql(stack, query);
    }

    private void change(String sql) throws Exception {
        world.change(stack, sql);
    }

    @Test
    void anAlertTellsItsEvidenceTheMoneyAndWhatToDo() throws Exception {
        find("stockout_risk", "SHAM", "warning", "opened");
        var path = "/v1/alerts/" + alert("SHAM").path("alert_id").asText();
        var alert = manager.get(path).body();
        assertThat(alert.path("evidence").path("on_hand").asText()).isEqualTo("3");
        assertThat(alert.path("at_stake_cents").asLong()).isEqualTo(1250);
        assertThat(alert.path("action").asText()).isEqualTo("order_stock");
        assertThat(alert.path("advice").asText()).isEqualTo("Place the suggested order");
        assertThat(alert.path("status").asText()).isEqualTo("opened");
        assertThat(manager.get("/v1/alerts/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void aFindingThatIsToldTwiceOrLateChangesNothing() throws Exception {
        find("stockout_risk", "SHAM", "warning", "opened", 7);
        var first = alert("SHAM");
        find("stockout_risk", "SHAM", "warning", "opened", 7);
        find("stockout_risk", "SHAM", "critical", "opened", 6);
        find("stockout_risk", "SHAM", "warning", "resolved", 6);
        assertThat(alert("SHAM")).isEqualTo(first);
    }

    @Test
    void whatItsRuleResolvedItsRuleOpensAgain() throws Exception {
        find("stockout_risk", "SHAM", "warning", "opened");
        take("acknowledge", "SHAM", "");
        find("stockout_risk", "SHAM", "warning", "opened");
        assertThat(status("SHAM")).isEqualTo("acknowledged");
        find("stockout_risk", "SHAM", "warning", "resolved");
        assertThat(status("SHAM")).isEqualTo("resolved");
        assertThat(alert("SHAM").hasNonNull("closed_by")).isFalse();
        find("stockout_risk", "SHAM", "warning", "opened");
        assertThat(status("SHAM")).isEqualTo("opened");
        assertThat(alert("SHAM").hasNonNull("closed_at")).isFalse();
    }

    @Test
    void whatAPersonResolvedComesBackOnlyWhenItIsWorse() throws Exception {
        find("stockout_risk", "SHAM", "warning", "opened");
        var resolved = take("resolve", "SHAM", "");
        assertThat(resolved.body().path("closed_by").asText())
                .isEqualTo(world.id("branch_manager_user_id").toString());
        find("stockout_risk", "SHAM", "warning", "opened");
        assertThat(status("SHAM")).isEqualTo("resolved");
        find("stockout_risk", "SHAM", "critical", "opened");
        assertThat(status("SHAM")).isEqualTo("opened");
    }

    @Test
    void aSnoozedOneComesBackWhenItsTimeIsOver() throws Exception {
        find("stockout_risk", "SHAM", "warning", "opened");
        var until = Instant.now().plusSeconds(3);
        var snoozed = take("snooze", "SHAM", "{\"until\":\"%s\"}".formatted(until));
        assertThat(snoozed.body().path("status").asText()).isEqualTo("snoozed");
        assertThat(snoozed.header("X-Bloom-Position")).startsWith("alerts:");
        find("stockout_risk", "SHAM", "warning", "opened");
        assertThat(status("SHAM")).isEqualTo("snoozed");
        Wait.until(() -> status("SHAM").equals("opened"));
        assertThat(Instant.now()).isAfter(until);
        assertThat(
                        sql(
                                "select step from alert_steps s join alerts a using (alert_id) where a.subject_id = 'SHAM' order by step_id"))
                .containsExactly("opened", "snoozed", "returned");
    }

    @Test
    void aSnoozedOneThatGetsWorseComesBackAtOnce() throws Exception {
        find("stockout_risk", "SHAM", "warning", "opened");
        take("snooze", "SHAM", "{\"until\":\"%s\"}".formatted(Instant.now().plusSeconds(3600)));
        find("stockout_risk", "SHAM", "critical", "opened");
        assertThat(status("SHAM")).isEqualTo("opened");
        assertThat(alert("SHAM").hasNonNull("snoozed_until")).isFalse();
    }

    @Test
    void aWrongOneStaysWrong() throws Exception {
        find("stockout_risk", "SHAM", "warning", "opened");
        var wrong = take("wrong", "SHAM", "{\"reason\":\"too_small\"}");
        assertThat(wrong.body().path("status").asText()).isEqualTo("wrong");
        assertThat(wrong.body().path("feedback").asText()).isEqualTo("too_small");
        find("stockout_risk", "SHAM", "critical", "opened");
        find("stockout_risk", "SHAM", "critical", "resolved");
        assertThat(status("SHAM")).isEqualTo("wrong");
        assertThat(take("resolve", "SHAM", "").status()).isEqualTo(409);
        assertThat(
                        take(
                                        "snooze",
                                        "SHAM",
                                        "{\"until\":\"%s\"}"
                                                .formatted(Instant.now().plusSeconds(60)))
                                .status())
                .isEqualTo(409);
        assertThat(take("acknowledge", "SHAM", "").body().path("status").asText())
                .isEqualTo("wrong");
    }

    @Test
    void everyStepIsWrittenIntoTheAuditLog() throws Exception {
        find("stockout_risk", "SHAM", "warning", "opened");
        var id = alert("SHAM").path("alert_id").asText();
        take("acknowledge", "SHAM", "");
        take("wrong", "SHAM", "{}");
        var entries = admin.get("/v1/audit?row_id=" + id).body();
        assertThat(entries).hasSize(3);
        assertThat(entries.get(0).path("actor").asText())
                .isEqualTo(world.id("branch_manager_user_id").toString());
        assertThat(entries.get(0).path("columns").toString()).contains("status", "closed_by");
    }

    @Test
    void badInputIsRefusedInWords() throws Exception {
        find("stockout_risk", "SHAM", "warning", "opened");
        for (var path : List.of("/v1/alerts?status=done", "/v1/alerts?severity=bad")) {
            var answer = manager.get(path);
            assertThat(answer.status()).as(path).isEqualTo(422);
            assertThat(answer.header("Content-Type")).contains("application/problem+json");
        }
        assertThat(manager.get("/v1/alerts?branch_id=x").status()).isEqualTo(400);
        assertThat(manager.get("/v1/alerts?cursor=x").status()).isEqualTo(400);
        var past = take("snooze", "SHAM", "{\"until\":\"2020-01-01T00:00:00Z\"}");
        assertThat(past.status()).isEqualTo(422);
        assertThat(past.body().path("field").asText()).isEqualTo("until");
        assertThat(take("snooze", "SHAM", "{}").status()).isEqualTo(400);
        assertThat(take("wrong", "SHAM", "{\"reason\":\"because I say so\"}").status())
                .isEqualTo(400);
        assertThat(status("SHAM")).isEqualTo("opened");
    }

    @Test
    void theListBeginsWithWhatIsNewAndSevereAndPagesWithoutGap() throws Exception {
        forgetTheWorldsOwn();
        for (int i = 0; i < 3; i++) {
            find("stockout_risk", "W" + i, "warning", "opened");
            find("stockout_risk", "C" + i, "critical", "opened");
            find("stockout_risk", "I" + i, "info", "opened");
        }
        take("acknowledge", "C1", "");
        take("resolve", "C0", "");
        var all = subjects(manager.get("/v1/alerts").body());
        assertThat(all).containsExactly("C2", "W2", "W1", "W0", "I2", "I1", "I0", "C1", "C0");
        var paged = new ArrayList<String>();
        var path = "/v1/alerts?limit=2";
        while (!path.isEmpty()) {
            var page = manager.get(path);
            paged.addAll(subjects(page.body()));
            // Who reads and acts on what is read does not move what is left.
            var last = paged.get(paged.size() - 1);
            if (last.startsWith("W")) take("resolve", last, "");
            var link = page.header("Link");
            path = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
        }
        assertThat(paged.subList(0, 9)).isEqualTo(all);
        assertThat(
                        subjects(
                                manager.get(
                                                "/v1/alerts?status=opened,acknowledged&severity=critical")
                                        .body()))
                .containsExactly("C2", "C1");
    }

    private static List<String> subjects(JsonNode alerts) {
        var subjects = new ArrayList<String>();
        alerts.forEach(alert -> subjects.add(alert.path("subject_id").asText()));
        return subjects;
    }

    private JsonNode rule(String name) throws Exception {
        for (var rule : admin.get("/v1/rules").body()) {
            if (rule.path("rule").asText().equals(name)) return rule;
        }
        throw new AssertionError("no rule " + name);
    }

    @Test
    void aRuleBelowItsPromiseIsDemotedUntilSomebodyLiftsIt() throws Exception {
        for (int i = 0; i < 20; i++) {
            find("odd_rule", "S" + i, "critical", "opened");
            take(i < 10 ? "acknowledge" : "wrong", "S" + i, "{}".repeat(i < 10 ? 0 : 1));
            if (i == 18) assertThat(rule("odd_rule").path("is_demoted").asBoolean()).isFalse();
        }
        var standing = rule("odd_rule");
        assertThat(standing.path("opened").asInt()).isEqualTo(20);
        assertThat(standing.path("acknowledged").asInt()).isEqualTo(10);
        assertThat(standing.path("wrong").asInt()).isEqualTo(10);
        assertThat(standing.path("precision").asDouble()).isEqualTo(0.5);
        assertThat(standing.path("precision_to").asDouble()).isBetween(0.70, 0.71);
        assertThat(standing.path("is_demoted").asBoolean()).isTrue();

        find("odd_rule", "NEXT", "critical", "opened");
        assertThat(alert("NEXT").path("severity").asText()).isEqualTo("info");
        assertThat(alert("NEXT").path("is_demoted").asBoolean()).isTrue();
        find("odd_rule", "NEXT", "critical", "opened");
        assertThat(alert("NEXT").path("severity").asText()).isEqualTo("info");

        assertThat(manager.post("/v1/rules/odd_rule/lift", "").status()).isEqualTo(403);
        assertThat(admin.post("/v1/rules/no_such_rule/lift", "").status()).isEqualTo(404);
        var lifted = admin.post("/v1/rules/odd_rule/lift", "");
        assertThat(lifted.status()).isEqualTo(200);
        assertThat(lifted.body().path("is_demoted").asBoolean()).isFalse();
        find("odd_rule", "AFTER", "critical", "opened");
        assertThat(alert("AFTER").path("severity").asText()).isEqualTo("critical");
    }

    @Test
    void aRivalsJudgementsAreNotCountedInWhatIsShown() throws Exception {
        var rival = world.rival(stack);
        find("stockout_risk", "SHAM", "warning", "opened");
        take("wrong", "SHAM", "{}");
        var theirs = new Http(stack.apiUrl(), rival.token(stack, "branch_manager"));
        for (var rule : theirs.get("/v1/rules").body()) {
            assertThat(rule.path("wrong").asInt()).as(rule.toString()).isZero();
        }
    }

    // What is sent.

    private List<String> messagesOf(String person) throws Exception {
        return sql(
                "select kind || ' ' || rule || ' ' || severity || ' ' || cardinality(alert_ids) || ' ' || status from alert_messages where user_id = '%s' order by message_id"
                        .formatted(world.id(person)));
    }

    private void routed() throws Exception {
        Wait.until(() -> sql("select 1 from alert_steps where not is_routed").isEmpty());
    }

    private void forgetTheWorldsOwn() throws Exception {
        routed();
        change("delete from alerts");
        change("delete from alert_messages");
    }

    private void sendNow() throws Exception {
        change(
                "update alert_messages set send_at = now() where status = 'waiting' and kind = 'alerts'");
        Wait.until(
                () ->
                        sql("select 1 from alert_messages where status = 'waiting' and kind = 'alerts'")
                                .isEmpty());
    }

    private List<JsonNode> outbox() throws Exception {
        var letters = new ArrayList<JsonNode>();
        manager.get("/v1/outbox?branch_id=" + world.id("branch_id")).body().forEach(letters::add);
        return letters;
    }

    @Test
    void alertsOfOneRuleAndBranchAreOneMessageToWhomTheyConcern() throws Exception {
        forgetTheWorldsOwn();
        for (int i = 0; i < 5; i++) find("stockout_risk", "S" + i, "warning", "opened");
        find("reconciliation", "T", "critical", "opened");
        routed();
        assertThat(messagesOf("branch_manager_user_id"))
                .containsExactly("alerts stockout_risk warning 5 waiting");
        assertThat(messagesOf("franchise_owner_user_id"))
                .containsExactly("alerts stockout_risk warning 5 waiting");
        assertThat(messagesOf("staff_id")).isEmpty();
        assertThat(messagesOf("analyst_user_id"))
                .hasSize(1)
                .allMatch(one -> one.startsWith("alerts reconciliation critical 1"));
        // Nobody needs to be told of what is over.
        take("resolve", "S0", "");
        sendNow();
        var letters =
                outbox().stream()
                        .filter(letter -> letter.path("subject").asText().startsWith("Soon"))
                        .toList();
        assertThat(letters).hasSize(2);
        var body = letters.get(0).path("body").asText();
        assertThat(body)
                .contains("S4: 3 left", "At stake: $12.50", "Place the suggested order")
                .doesNotContain("S0:")
                .containsOnlyOnce("/?branch=" + world.id("branch_id"));
        assertThat(letters.get(0).path("recipient").asText()).contains("@test.example");
    }

    @Test
    void whatIsCriticalIsSentAtOnceAndOnlyOnce() throws Exception {
        forgetTheWorldsOwn();
        find("stockout_risk", "S", "critical", "opened");
        Wait.until(
                () ->
                        messagesOf("branch_manager_user_id")
                                .equals(List.of("alerts stockout_risk critical 1 sent")));
        find("stockout_risk", "S", "critical", "resolved");
        find("stockout_risk", "S", "critical", "opened");
        routed();
        assertThat(messagesOf("branch_manager_user_id")).hasSize(1);
        // Another one joins what is sent at the end of the five minutes.
        find("stockout_risk", "S2", "critical", "opened");
        find("stockout_risk", "S3", "critical", "opened");
        routed();
        assertThat(messagesOf("branch_manager_user_id"))
                .containsExactly(
                        "alerts stockout_risk critical 1 sent",
                        "alerts stockout_risk critical 2 waiting");
    }

    @Test
    void moreThanSomebodyWantsInADayIsHeldBackForTheDigest() throws Exception {
        forgetTheWorldsOwn();
        var preference = manager.get("/v1/alert-preferences").body();
        assertThat(preference.path("most_per_day").asInt()).isEqualTo(12);
        assertThat(
                        manager.post(
                                        "/v1/alert-preferences",
                                        "{\"by_email\":true,\"most_per_day\":2}")
                                .status())
                .isEqualTo(201);
        for (var rule : List.of("rule_a", "rule_b", "rule_c", "rule_d")) {
            find(rule, rule, "warning", "opened");
        }
        find("rule_e", "E", "critical", "opened");
        routed();
        sendNow();
        assertThat(messagesOf("branch_manager_user_id"))
                .filteredOn(one -> one.contains("warning"))
                .filteredOn(one -> one.endsWith("sent"))
                .hasSize(2);
        assertThat(messagesOf("branch_manager_user_id"))
                .contains("alerts rule_e critical 1 sent", "digest  info 2 waiting");
        var shown = manager.get("/v1/alert-messages").body();
        assertThat(shown.findValuesAsText("status")).contains("capped", "sent", "waiting");
        Wait.until(
                () -> {
                    change(
                            "update alert_messages set send_at = now() where kind = 'digest' and status = 'waiting'");
                    return messagesOf("branch_manager_user_id").contains("digest  info 2 sent");
                });
        var letter =
                outbox().stream()
                        .filter(one -> one.path("body").asText().contains("THAT WERE NOT SENT"))
                        .findFirst()
                        .orElseThrow();
        // There is no warehouse: two attempts waited for it.
        assertThat(letter.path("body").asText())
                .contains("Rule c: 1, 1 of them open", "The warehouse does not answer");
        // It tells of all branches of its reader, so nobody else finds it in the outbox.
        var owner = new Http(stack.apiUrl(), world.token(stack, "franchise_owner"));
        assertThat(owner.get("/v1/outbox?branch_id=" + world.id("branch_id")).text())
                .contains("Soon")
                .doesNotContain("THAT WERE NOT SENT");
    }

    @Test
    void whoWantsNoMessagesGetsNoneAndADemotedRuleSendsNone() throws Exception {
        forgetTheWorldsOwn();
        manager.post("/v1/alert-preferences", "{\"by_email\":false,\"most_per_day\":12}");
        find("stockout_risk", "S", "critical", "opened");
        routed();
        assertThat(messagesOf("branch_manager_user_id")).isEmpty();
        assertThat(messagesOf("franchise_owner_user_id")).hasSize(1);
        for (int i = 0; i < 20; i++) {
            find("odd_rule", "S" + i, "info", "opened");
            take("wrong", "S" + i, "{}");
        }
        routed();
        change("delete from alert_messages");
        find("odd_rule", "NEXT", "critical", "opened");
        routed();
        assertThat(messagesOf("franchise_owner_user_id")).isEmpty();
    }

    @Test
    void aProgramIsToldEveryStepInOrder() throws Exception {
        var hook =
                admin.post(
                        "/v1/webhooks",
                        "{\"url\":\"http://127.0.0.1:1/hook\",\"event_types\":[\"alert.opened\",\"alert.changed\",\"alert.acknowledged\",\"alert.resolved\"]}");
        assertThat(hook.status()).as(hook.text()).isEqualTo(201);
        find("stockout_risk", "SHAM", "warning", "opened");
        take("acknowledge", "SHAM", "");
        find("stockout_risk", "SHAM", "critical", "opened");
        find("stockout_risk", "SHAM", "critical", "resolved");
        var deliveries =
                admin.get("/v1/webhooks/" + hook.body().path("webhook_id").asText() + "/deliveries")
                        .body();
        assertThat(deliveries.findValuesAsText("event_type"))
                .containsExactly(
                        "alert.resolved", "alert.changed", "alert.acknowledged", "alert.opened");
        assertThat(
                        sql(
                                "select payload::text from webhook_events where event_type = 'alert.opened'"))
                .hasSize(1)
                .allMatch(payload -> payload.contains("\"at_stake_cents\": 1250"))
                .noneMatch(payload -> payload.contains("title") || payload.contains("evidence"));
    }

    // What is streamed.

    private record Event(String id, String name, JsonNode data) {}

    /** Lines of an open stream, read by a thread of its own. */
    private final class Line implements AutoCloseable {
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        private final Stream<String> lines;

        Line(Http person, @Nullable String after) throws Exception {
            var request =
                    HttpRequest.newBuilder(URI.create(stack.apiUrl() + "/v1/alerts/stream"))
                            .timeout(Duration.ofSeconds(30))
                            .header("Authorization", "Bearer " + person.token());
            if (after != null) request.header("Last-Event-ID", after);
            var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofLines());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            lines = answer.body();
            var reader = new Thread(this::read, "test-events");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            var fields = new java.util.HashMap<String, String>();
            try {
                lines.forEach(
                        line -> {
                            if (line.isEmpty() && fields.containsKey("data")) {
                                events.add(event(fields));
                                fields.clear();
                            } else if (line.indexOf(':') > 0) {
                                fields.put(
                                        line.substring(0, line.indexOf(':')),
                                        line.substring(line.indexOf(':') + 1).strip());
                            }
                        });
            } catch (java.io.UncheckedIOException closed) {
                // By the test.
            }
        }

        private static Event event(Map<String, String> fields) {
            try {
                return new Event(
                        fields.getOrDefault("id", ""),
                        fields.getOrDefault("event", ""),
                        Http.JSON.readTree(fields.get("data")));
            } catch (java.io.IOException broken) {
                throw new AssertionError(broken);
            }
        }

        Event next() throws InterruptedException {
            var event = events.poll(20, TimeUnit.SECONDS);
            if (event == null) throw new AssertionError("nothing was told");
            return event;
        }

        @Override
        public void close() {
            lines.close();
        }
    }

    @Test
    void anOpenLineIsToldWhatItMaySeeAndGoesOnWhereItBroke() throws Exception {
        var rival = world.rival(stack);
        var stranger = World.newOrganization(stack);
        String broken;
        try (var line = new Line(manager, null);
                var theirs =
                        new Line(
                                new Http(stack.apiUrl(), rival.token(stack, "branch_manager")),
                                null);
                var strangers =
                        new Line(new Http(stack.apiUrl(), stranger.token(stack, "admin")), null)) {
            find("stockout_risk", "SHAM", "warning", "opened");
            var opened = line.next();
            assertThat(opened.name()).isEqualTo("opened");
            assertThat(opened.data().path("alert").path("subject_id").asText()).isEqualTo("SHAM");
            take("acknowledge", "SHAM", "");
            var acknowledged = line.next();
            assertThat(acknowledged.name()).isEqualTo("acknowledged");
            broken = acknowledged.id();
            assertThat(theirs.events).isEmpty();
            assertThat(strangers.events).isEmpty();
        }
        take("wrong", "SHAM", "{}");
        find("stockout_risk", "COND", "critical", "opened");
        try (var line = new Line(manager, broken)) {
            assertThat(line.next().name()).isEqualTo("wrong");
            assertThat(line.next().data().path("alert").path("subject_id").asText())
                    .isEqualTo("COND");
            find("stockout_risk", "SOAP", "info", "opened");
            assertThat(line.next().data().path("alert").path("subject_id").asText())
                    .isEqualTo("SOAP");
            assertThat(line.events).isEmpty();
        }
        assertThat(
                        manager.send("GET", "/v1/alerts/stream", null, "Last-Event-ID", "nonsense")
                                .status())
                .isEqualTo(400);
    }
}
