package com.bloompetos.api.alert;

import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which alerts are asked for; what is left out restricts nothing. */
record AlertQuestion(
        List<String> statuses,
        @Nullable UUID branchId,
        @Nullable String rule,
        @Nullable String severity,
        @Nullable String subjectId) {
    private static final List<String> STATUSES =
            List.of("opened", "acknowledged", "snoozed", "resolved", "wrong");
    private static final Set<String> SEVERITIES = Set.of("info", "warning", "critical");

    AlertQuestion {
        statuses = List.copyOf(statuses);
        if (!STATUSES.containsAll(statuses)) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD,
                    "status",
                    "status is one or more of " + String.join(", ", STATUSES) + ".");
        }
        if (severity != null && !SEVERITIES.contains(severity)) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD,
                    "severity",
                    "severity is info, warning or critical.");
        }
    }
}
