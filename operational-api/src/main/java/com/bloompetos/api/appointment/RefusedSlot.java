package com.bloompetos.api.appointment;

import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;

/** Why a slot could not be taken: the database's word for it as a problem for people. */
final class RefusedSlot {
    private RefusedSlot() {}

    static Problem problem(String refusal, String field) {
        return switch (refusal) {
            case "unknown" ->
                    field.equals("appointment_id") || field.equals("hold_id")
                            ? Problem.notFound(field)
                            : Problem.invalid(
                                    ProblemType.UNKNOWN_REFERENCE,
                                    field,
                                    "What " + field + " names is not here.");
            case "taken" -> Problem.conflict(ProblemType.SLOT_TAKEN, field, taken(field));
            case "closed" ->
                    Problem.conflict(
                            ProblemType.SLOT_CLOSED,
                            field,
                            "The branch or the person does not work then.");
            case "unskilled" ->
                    Problem.invalid(
                            ProblemType.STAFF_NOT_SKILLED,
                            field,
                            "This person lacks a skill that the service asks for.");
            case "expired" ->
                    Problem.conflict(
                            ProblemType.HOLD_EXPIRED,
                            field,
                            "The slot was held, and not taken in time.");
            case "used" ->
                    Problem.conflict(
                            ProblemType.WRONG_STATUS, field, "The hold is an appointment already.");
            default ->
                    Problem.conflict(
                            ProblemType.WRONG_STATUS,
                            field,
                            "The appointment is %s already.".formatted(refusal));
        };
    }

    private static String taken(String field) {
        return switch (field) {
            case "pet_id" -> "The pet is somewhere else at that time.";
            case "staff_id" -> "This person is taken at that time.";
            case "place_id" -> "This place is taken at that time.";
            default -> "Nobody and nothing that the service needs is free at that time.";
        };
    }
}
