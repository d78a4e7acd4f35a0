package com.bloompetos.api.slot;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SlotController {
    private static final int MOST_DAYS = 31;
    private static final int MOST_SLOTS = 500;

    private final SlotSearch search;

    SlotController(SlotSearch search) {
        this.search = search;
    }

    /**
     * Free slots of a service on branch-local days; without a branch of every branch that the
     * caller sees.
     */
    @GetMapping("/v1/slots")
    List<OpenSlot> find(
            Caller caller,
            @RequestParam(name = "service_id") UUID serviceId,
            @RequestParam(name = "from_day") LocalDate fromDay,
            @RequestParam(name = "to_day") LocalDate toDay,
            @RequestParam(name = "branch_id", required = false) @Nullable UUID branchId,
            @RequestParam(name = "staff_id", required = false) @Nullable UUID staffId,
            @RequestParam(name = "most_per_branch", defaultValue = "20") int mostPerBranch) {
        if (toDay.isBefore(fromDay) || ChronoUnit.DAYS.between(fromDay, toDay) >= MOST_DAYS) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD,
                    "to_day",
                    "A search is for 1 to %d days.".formatted(MOST_DAYS));
        }
        if (Math.abs(ChronoUnit.DAYS.between(LocalDate.now(java.time.ZoneOffset.UTC), fromDay))
                > 800) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD, "from_day", "Slots open two years ahead at most.");
        }
        if (mostPerBranch < 1 || mostPerBranch > MOST_SLOTS) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD,
                    "most_per_branch",
                    "Ask for 1 to %d slots.".formatted(MOST_SLOTS));
        }
        return search.find(
                caller,
                new SlotSearch.Query(serviceId, branchId, staffId, fromDay, toDay, mostPerBranch));
    }
}
