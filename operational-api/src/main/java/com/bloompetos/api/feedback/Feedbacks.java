package com.bloompetos.api.feedback;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.branch.Branches;
import com.bloompetos.api.page.PageWish;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.privacy.Vault;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import com.bloompetos.api.reminder.Links;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Takes judgements and shows them; words are sealed. */
@Service
class Feedbacks {
    private static final String COLUMNS =
            "feedback_id, branch_id, appointment_id, pet_id, source, csat, nps, notes, feedback_day, created_at";

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Positions positions;
    private final Branches branches;
    private final Vault vault;

    Feedbacks(
            TenantTransaction transaction,
            JdbcClient jdbc,
            Positions positions,
            Branches branches,
            Vault vault) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.positions = positions;
        this.branches = branches;
        this.vault = vault;
    }

    List<Feedback> of(Caller caller, UUID branchId, PageWish page) {
        return transaction
                .read(
                        caller,
                        () -> {
                            branches.mustBeSeen(branchId);
                            return jdbc.sql(
                                            """
                                            select %s from feedback where branch_id = ? and feedback_id < ?
                                            order by feedback_id desc limit ?
                                            """
                                                    .formatted(COLUMNS))
                                    .params(branchId, page.before(), page.fetch())
                                    .query(Feedback.class)
                                    .list();
                        })
                .stream()
                .map(this::opened)
                .toList();
    }

    Written<Feedback> judge(Caller caller, NewFeedback wish) {
        if (wish.isEmpty()) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD, "csat", "Give a csat, an nps or some words.");
        }
        return transaction.write(
                caller,
                () -> {
                    var visit =
                            jdbc.sql(
                                            "select branch_id, pet_id, status from appointments where appointment_id = ?")
                                    .param(wish.appointmentId())
                                    .query(Visit.class)
                                    .optional()
                                    .orElseThrow(
                                            () ->
                                                    Problem.unknown(
                                                            "appointment_id",
                                                            wish.appointmentId()));
                    if (!visit.status().equals("completed")) {
                        throw Problem.conflict(
                                ProblemType.WRONG_STATUS,
                                "appointment_id",
                                "The visit is %s, not completed.".formatted(visit.status()));
                    }
                    long endOfLog = positions.endOfLog();
                    var made =
                            jdbc.sql(
                                            """
                                            insert into feedback
                                                (organization_id, branch_id, appointment_id, pet_id, source, csat, nps, notes)
                                            values (:organization, :branch, :appointment, :pet, 'api', :csat, :nps, :notes)
                                            on conflict (organization_id, appointment_id) do nothing
                                            returning %s
                                            """
                                                    .formatted(COLUMNS))
                                    .param("organization", caller.organizationId())
                                    .param("branch", visit.branchId())
                                    .param("appointment", wish.appointmentId())
                                    .param("pet", visit.petId())
                                    .param("csat", wish.csat())
                                    .param("nps", wish.nps())
                                    .param("notes", vault.sealIfAny(wish.notes()))
                                    .query(Feedback.class)
                                    .optional()
                                    .orElseThrow(
                                            () ->
                                                    Problem.conflict(
                                                            ProblemType.ALREADY_EXISTS,
                                                            "appointment_id",
                                                            "This visit was judged already."));
                    return new Written<>(
                            opened(made), new Position("feedback", made.feedbackId(), endOfLog));
                });
    }

    Written<PollHook> open(Caller caller, NewPollHook wish) {
        var token = Links.newToken();
        return transaction.write(
                caller,
                () -> {
                    if (jdbc.sql("select true from branches where branch_id = ?")
                            .param(wish.branchId())
                            .query(Boolean.class)
                            .optional()
                            .isEmpty()) {
                        throw Problem.unknown("branch_id", wish.branchId());
                    }
                    long endOfLog = positions.endOfLog();
                    var hookId =
                            jdbc.sql(
                                            """
                                            insert into poll_hooks (organization_id, branch_id, token_hash)
                                            values (?, ?, ?) returning hook_id
                                            """)
                                    .params(
                                            caller.organizationId(),
                                            wish.branchId(),
                                            Links.hash(token))
                                    .query(UUID.class)
                                    .single();
                    return new Written<>(
                            new PollHook(hookId, wish.branchId(), "/hooks/zigpoll/" + token),
                            new Position("poll_hooks", hookId, endOfLog));
                });
    }

    /** False where nobody knows the token. */
    boolean take(String token, JsonNode body) {
        var hook =
                jdbc.sql("select organization_id, branch_id from security.poll_hook_of(?)")
                        .param(Links.hash(token))
                        .query(Hook.class)
                        .optional();
        if (hook.isEmpty()) {
            return false;
        }
        var answers = PollAnswers.of(body);
        var program = Caller.ofProgram(hook.get().organizationId());
        if (answers.csat() != null || answers.nps() != null || answers.words() != null) {
            transaction.write(
                    program,
                    () ->
                            jdbc.sql(
                                            """
                                            insert into feedback (organization_id, branch_id, source, csat, nps, notes)
                                            values (:organization, :branch, 'zigpoll', :csat, :nps, :notes)
                                            """)
                                    .param("organization", program.organizationId())
                                    .param("branch", hook.get().branchId())
                                    .param("csat", answers.csat())
                                    .param("nps", answers.nps())
                                    .param("notes", vault.sealIfAny(answers.words()))
                                    .update());
        }
        return true;
    }

    private Feedback opened(Feedback sealed) {
        return new Feedback(
                sealed.feedbackId(),
                sealed.branchId(),
                sealed.appointmentId(),
                sealed.petId(),
                sealed.source(),
                sealed.csat(),
                sealed.nps(),
                vault.openIfAny(sealed.notes()),
                sealed.feedbackDay(),
                sealed.createdAt());
    }

    private record Visit(UUID branchId, UUID petId, String status) {}

    private record Hook(UUID organizationId, UUID branchId) {}
}
