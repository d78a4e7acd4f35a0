package com.bloompetos.local.runner;

import static com.bloompetos.local.runner.TestStack.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What binds a client to an appointment changes in PostgreSQL, and its risk is told anew. */
@ExtendWith(SharedStack.class)
class RiskIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration BATCH = Duration.ofSeconds(120);

    private final TestStack stack = SharedStack.get();

    @Test
    void everyWordOfAClientLowersTheRiskThatPeopleRead() throws Exception {
        var clinic = Clinic.open(stack);
        try (var connection = stack.owner(clinic.organization)) {
            Clinic.run(connection, "update services set deposit_cents = 2000");
            for (int i = 0; i < 2; i++) {
                var missed = clinic.book(connection);
                Clinic.run(
                        connection,
                        "update appointments set status = 'no_show' where appointment_id = '%s'",
                        missed);
            }
            var coming = clinic.book(connection);
            // Outcomes come by other partitions: asked again until they are known.
            eventually(
                    "a score that knows the client",
                    SOON,
                    () -> {
                        Clinic.run(
                                connection,
                                "update appointments set price_cents = price_cents + 1 where appointment_id = '%s'",
                                coming);
                        return knowsTheClient(clinic, coming);
                    });
            double booked = below(1, clinic, coming);
            Clinic.run(
                    connection,
                    """
                    insert into deposits (organization_id, branch_id, appointment_id, kind, method, amount_cents)
                    values ('%s', '%s', '%s', 'taken', 'card', 2000)""",
                    clinic.organization,
                    clinic.branch,
                    coming);
            double paid = below(booked, clinic, coming);
            Clinic.run(
                    connection,
                    """
                    insert into reminders (organization_id, branch_id, pet_id, kind, subject_id, channel, status, due_day)
                    values ('%s', '%s', '%s', 'appointment', '%s', 'outbox', 'sent', current_date)""",
                    clinic.organization,
                    clinic.branch,
                    clinic.pet,
                    coming);
            double reminded = below(paid, clinic, coming);
            var day =
                    stack.warehouse(
                                    "select scheduled_day from mart.risk_scores where appointment_id = '%s'"
                                            .formatted(coming))
                            .get(0);
            var risks =
                    stack.api(
                            clinic.organization,
                            "/v1/branches/" + clinic.branch + "/risks?day=" + day);
            assertThat(risks).hasSize(1);
            assertThat(risks.get(0).path("appointment_id").asText()).isEqualTo(coming.toString());
            assertThat(risks.get(0).path("probability").asDouble()).isEqualTo(reminded);
            assertThat(risks.get(0).path("reasons").toString())
                    .contains("Client missed 2 of 2 earlier appointments raises the risk");
            assertThat(risks.get(0).path("lowered_by").get(0).asText())
                    .startsWith("A confirmation lowers it to ");
            Clinic.run(
                    connection,
                    "update appointments set confirmed_at = now() where appointment_id = '%s'",
                    coming);
            below(reminded, clinic, coming);
            Clinic.run(
                    connection,
                    "update appointments set status = 'completed' where appointment_id = '%s'",
                    coming);
        }
        // Every visit that was scored is judged; what a snapshot read as ended never was.
        eventually(
                "a Brier score of the visits that were scored",
                BATCH,
                () ->
                        stack.warehouse(
                                        """
                                        select sum(denominator) > 0 and sum(denominator) = 1000000 * (
                                            select count() from staging.risk_scores where organization_id = '%1$s')
                                        from mart.latest_readings final
                                        where kpi = 'no_show_brier' and organization_id = '%1$s'"""
                                                .formatted(clinic.organization))
                                .equals(List.of("1")));
    }

    /** The probability that stands in the warehouse, once it is under what it was. */
    private double below(double before, Clinic clinic, UUID appointment) throws Exception {
        eventually("a risk below " + before, SOON, () -> risk(clinic, appointment) < before);
        return risk(clinic, appointment);
    }

    private boolean knowsTheClient(Clinic clinic, UUID appointment) throws Exception {
        try {
            return stack.warehouse(
                            "select has(reasons, 'Client missed 2 of 2 earlier appointments raises the risk') from mart.risk_scores where organization_id = '%s' and appointment_id = '%s'"
                                    .formatted(clinic.organization, appointment))
                    .equals(List.of("1"));
        } catch (java.io.IOException notYet) {
            throw new Complaint("no scores yet: " + notYet.getMessage());
        }
    }

    private double risk(Clinic clinic, UUID appointment) throws Exception {
        try {
            var answer =
                    stack.warehouse(
                            "select probability from mart.risk_scores where organization_id = '%s' and appointment_id = '%s'"
                                    .formatted(clinic.organization, appointment));
            return answer.isEmpty() ? 1 : Double.parseDouble(answer.get(0));
        } catch (java.io.IOException notYet) {
            throw new Complaint("no scores yet: " + notYet.getMessage());
        }
    }
}
