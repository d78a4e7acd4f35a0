package com.bloompetos.api.board;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.Role;
import com.bloompetos.api.alert.Alert;
import com.bloompetos.api.alert.AlertBook;
import com.bloompetos.api.alert.Snooze;
import com.bloompetos.api.alert.Wrong;
import com.bloompetos.api.problem.Problem;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What the live page asks with its session; row security answers which branches there are. */
@RestController
@RequestMapping("/board")
class BoardController {
    private final BranchNow branches;
    private final BoardPoll poll;
    private final AlertBook alerts;

    BoardController(BranchNow branches, BoardPoll poll, AlertBook alerts) {
        this.branches = branches;
        this.poll = poll;
        this.alerts = alerts;
    }

    @GetMapping("/viewer")
    Watcher viewer(Caller caller, CsrfToken csrf) {
        requireWorksHere(caller);
        return new Watcher(
                caller.role().text(),
                mayAct(caller),
                csrf.getHeaderName(),
                csrf.getToken(),
                branches.places(caller));
    }

    @GetMapping(path = "/branches/{branchId}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(Caller caller, @PathVariable UUID branchId) {
        requireWorksHere(caller);
        return poll.watch(
                branches.place(caller, branchId)
                        .orElseThrow(() -> Problem.notFound("branch_id", branchId)));
    }

    @GetMapping("/alerts/{alertId}")
    Alert alert(Caller caller, @PathVariable UUID alertId) {
        requireWorksHere(caller);
        return alerts.one(caller, alertId);
    }

    @PostMapping("/alerts/{alertId}/acknowledge")
    ResponseEntity<Alert> acknowledge(Caller caller, @PathVariable UUID alertId) {
        requireMayAct(caller);
        return alerts.acknowledge(caller, alertId).changed();
    }

    @PostMapping("/alerts/{alertId}/snooze")
    ResponseEntity<Alert> snooze(
            Caller caller, @PathVariable UUID alertId, @Valid @RequestBody Snooze snooze) {
        requireMayAct(caller);
        return alerts.snooze(caller, alertId, snooze.until()).changed();
    }

    @PostMapping("/alerts/{alertId}/resolve")
    ResponseEntity<Alert> resolve(Caller caller, @PathVariable UUID alertId) {
        requireMayAct(caller);
        return alerts.resolve(caller, alertId).changed();
    }

    @PostMapping("/alerts/{alertId}/wrong")
    ResponseEntity<Alert> wrong(
            Caller caller, @PathVariable UUID alertId, @Valid @RequestBody Wrong wrong) {
        requireMayAct(caller);
        return alerts.wrong(caller, alertId, wrong.reason()).changed();
    }

    private static void requireMayAct(Caller caller) {
        requireWorksHere(caller);
        if (!mayAct(caller)) {
            throw new AccessDeniedException("An analyst looks and does not act.");
        }
    }

    private static boolean mayAct(Caller caller) {
        return caller.role() != Role.ANALYST;
    }

    /** A second look: the page's door lets staff in only, and this must not hang on one line. */
    private static void requireWorksHere(Caller caller) {
        if (caller.isPetParent()) {
            throw new AccessDeniedException("The board is for those who work here.");
        }
    }

    /** Who looks, what they may do, and which branches they may watch. */
    record Watcher(
            String role,
            boolean mayAct,
            String csrfHeader,
            String csrfToken,
            List<Place> branches) {}
}
