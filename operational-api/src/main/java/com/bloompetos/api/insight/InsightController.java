package com.bloompetos.api.insight;

import com.bloompetos.api.access.Caller;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The live page asks the same with its session. */
@RestController
@RequestMapping({"/v1/insights", "/board/insights"})
class InsightController {
    private final InsightBook insights;
    private final Proofs proofs;
    private final InsightActions actions;

    InsightController(InsightBook insights, Proofs proofs, InsightActions actions) {
        this.insights = insights;
        this.proofs = proofs;
        this.actions = actions;
    }

    /** The few that are worth most to this reader; with a status, all of that status. */
    @GetMapping
    List<Insight> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(name = "branch_id", required = false) @Nullable UUID branchId) {
        return insights.list(caller, status, branchId);
    }

    @GetMapping("/{insightId}")
    InsightEvidence one(Caller caller, @PathVariable UUID insightId) {
        return insights.evidence(caller, insightId);
    }

    /** Asks its query again and says whether it holds; changes nothing. */
    @GetMapping("/{insightId}/verify")
    InsightVerdict verify(Caller caller, @PathVariable UUID insightId) {
        return proofs.verify(caller, insightId);
    }

    @PostMapping("/{insightId}/feedback")
    ResponseEntity<Insight> judge(
            Caller caller, @PathVariable UUID insightId, @Valid @RequestBody Judgement judgement) {
        return insights.judge(caller, insightId, judgement.feedback()).changed();
    }

    /** Does what it recommends, for all but those whom the lot leaves out; once. */
    @PostMapping("/{insightId}/action")
    ResponseEntity<InsightAction> act(Caller caller, @PathVariable UUID insightId) {
        return actions.start(caller, insightId).changed();
    }

    /** What was done, and the difference that it made. */
    @GetMapping("/{insightId}/action")
    InsightAction action(Caller caller, @PathVariable UUID insightId) {
        return actions.one(caller, insightId);
    }
}
