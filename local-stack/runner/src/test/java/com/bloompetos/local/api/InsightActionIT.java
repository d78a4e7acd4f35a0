package com.bloompetos.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.runner.ApiStack;
import com.bloompetos.local.runner.SharedApiStack;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From an insight to a request to confirm, to those who were left out, to the difference. */
@ExtendWith(SharedApiStack.class)
class InsightActionIT {
    private static final int CONCERNED = 200;

    private static ApiStack stack;
    private static World ours;
    private static World rival;
    private static UUID insight;

    @BeforeAll
    static void start() throws Exception {
        stack = SharedApiStack.get();
        ours = World.newOrganization(stack);
        rival = ours.rival(stack);
        run(
                "insert into services (service_id, organization_id, name, category, price, duration_minutes) values ({other_service_id}, {organization_id}, 'Bath', 'grooming', 60, 30)",
                """
                insert into insights (insight_id, organization_id, branch_id, kpi, definition_version, part, part_where, first_day, last_day,
                    title, sentence, bindings, chart, query, result_hash, as_of_version, worse, at_stake_cents, confidence, action)
                values ({missed_insight_id}, {organization_id}, {branch_id}, 'no_show_rate', 1, 'service=Full groom',
                    jsonb_build_object('service', 'Full groom'), current_date - 7, current_date - 1, 'More missed', 'More missed', '[]',
                    jsonb_build_object('days', jsonb_build_array(current_date - 8, current_date - 7, current_date - 1),
                        'first_day', current_date - 7, 'part_numerator', jsonb_build_array(50, 10, 20),
                        'part_denominator', jsonb_build_array(50, 50, 50), 'rest_numerator', jsonb_build_array(0, 0, 0),
                        'rest_denominator', jsonb_build_array(0, 0, 0)),
                    'select 1', repeat('0', 64), 1, 10, 50000, 0.9, 'confirm_appointments')""",
                coming("{service_id}", "interval '3 days'", "null", CONCERNED),
                coming("{other_service_id}", "interval '3 days'", "null", 20),
                coming("{service_id}", "interval '3 days'", "now()", 20),
                coming("{service_id}", "interval '2 hours'", "null", 20),
                coming("{service_id}", "interval '20 days'", "null", 20));
        insight = ours.id("missed_insight_id");
    }

    private static String coming(String service, String in, String confirmed, int count) {
        return """
        insert into appointments (organization_id, branch_id, pet_id, service_id, appointment_date, ends_at, price_cents, confirmed_at)
        select {organization_id}, {branch_id}, {pet_id}, %1$s, now() + %2$s, now() + %2$s + interval '30 minutes', 6000, %3$s
        from generate_series(1, %4$d)"""
                .formatted(service, in, confirmed, count);
    }

    @Test
    void askedAreComparedWithThoseWhoWereLeftOutByLot() throws Exception {
        var path = "/v1/insights/" + insight + "/action";
        for (var stranger :
                List.of(http("branch_manager", rival), http("franchise_owner", rival))) {
            assertThat(stranger.post(path, "").status()).isEqualTo(404);
            assertThat(stranger.get(path).status()).isEqualTo(404);
        }
        assertThat(http("staff", ours).post(path, "").status()).isEqualTo(403);
        assertThat(http("branch_manager", ours).get(path).status()).isEqualTo(404);

        var begun = http("branch_manager", ours).post(path, "");
        assertThat(begun.status()).as(begun.text()).isEqualTo(200);
        var action = begun.body();
        int asked = action.path("asked").asInt();
        int heldOut = action.path("held_out").asInt();
        assertThat(asked + heldOut).isEqualTo(CONCERNED);
        assertThat(heldOut).isBetween(CONCERNED / 10, CONCERNED * 3 / 10);
        assertThat(action.path("missed_rate").asDouble()).isEqualTo(0.3);
        assertThat(action.path("predicted_most").asDouble())
                .isGreaterThan(action.path("predicted_least").asDouble());
        assertThat(action.path("measured").isNull()).isTrue();
        assertThat(action.path("says").asText()).startsWith("Too few to say yet");

        // Exactly those who were not left out are asked, and nobody is asked twice.
        assertThat(count("not t.is_held_out and r.kind = 'confirmation'")).isEqualTo(asked);
        assertThat(count("t.is_held_out and r.kind = 'confirmation'")).isZero();
        var again = http("franchise_owner", ours).post(path, "").body();
        assertThat(again.path("action_id")).isEqualTo(action.path("action_id"));
        assertThat(again.path("asked").asInt()).isEqualTo(asked);

        // The days pass: one of twenty of the asked is missed, and one of two of the others.
        run(
                """
                update appointments a set appointment_date = a.appointment_date - interval '6 days',
                    ends_at = a.ends_at - interval '6 days', status = case when t.n % case when t.is_held_out then 2 else 20 end = 0
                        then 'no_show' else 'completed' end
                from (select appointment_id, is_held_out, row_number() over (partition by is_held_out order by appointment_id) as n
                      from insight_action_targets) t
                where t.appointment_id = a.appointment_id and a.organization_id = {organization_id}""");
        var measured = http("analyst", ours).get(path).body().path("measured");
        assertThat(measured.path("asked_over").asInt()).isEqualTo(asked);
        assertThat(measured.path("asked_missed").asInt()).isEqualTo(asked / 20);
        assertThat(measured.path("held_out_missed").asInt()).isEqualTo(heldOut / 2);
        assertThat(measured.path("difference").asDouble())
                .isBetween(measured.path("least").asDouble(), measured.path("most").asDouble());
        assertThat(measured.path("is_sure").asBoolean()).isTrue();
        assertThat(http("analyst", ours).get(path).body().path("says").asText())
                .startsWith("Of " + asked + " asked " + asked / 20 + " were missed");
    }

    @Test
    void otherInsightsHaveNoAction() throws Exception {
        var answer =
                http("branch_manager", ours)
                        .post("/v1/insights/" + ours.id("insight_id") + "/action", "");
        assertThat(answer.status()).isEqualTo(409);
    }

    private static Http http(String role, World world) {
        return new Http(stack.apiUrl(), world.token(stack, role));
    }

    private static void run(String... statements) throws SQLException {
        try (var connection = stack.owner(ours.id("organization_id"))) {
            ours.run(connection, statements);
        }
    }

    private static int count(String condition) throws SQLException {
        try (var connection = stack.owner(ours.id("organization_id"));
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select count(*) from insight_action_targets t left join reminders r on r.subject_id = t.appointment_id where "
                                        + condition)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
