package com.bloompetos.api.board;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.DAYS;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.Role;
import com.bloompetos.api.alert.Alert;
import com.bloompetos.api.alert.AlertBook;
import com.bloompetos.api.alert.Snooze;
import com.bloompetos.api.alert.Wrong;
import com.bloompetos.api.appointment.Appointment;
import com.bloompetos.api.appointment.Outcomes;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import jakarta.validation.Valid;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What the live page asks with its session; row security answers which branches there are. */
@RestController
@RequestMapping("/board")
class BoardController {
    private static final int FARTHEST_DAYS = 366;

    private final BranchNow branches;
    private final BoardPoll poll;
    private final AlertBook alerts;
    private final EvidenceCharts charts;
    private final Outcomes outcomes;

    BoardController(
            BranchNow branches,
            BoardPoll poll,
            AlertBook alerts,
            EvidenceCharts charts,
            Outcomes outcomes) {
        this.branches = branches;
        this.poll = poll;
        this.alerts = alerts;
        this.charts = charts;
        this.outcomes = outcomes;
    }

    @GetMapping("/viewer")
    Watcher viewer(Caller caller, CsrfToken csrf) {
        requireWorksHere(caller);
        return new Watcher(
                caller.role().text(),
                mayAct(caller),
                caller.role() != Role.STAFF,
                csrf.getHeaderName(),
                csrf.getToken(),
                branches.places(caller));
    }

    @GetMapping(path = "/branches/{branchId}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            Caller caller,
            @PathVariable UUID branchId,
            @RequestParam(required = false) @Nullable LocalDate day) {
        return poll.watch(place(caller, branchId, day));
    }

    /** A table of the page, to take along. */
    @GetMapping("/branches/{branchId}/{table}.csv")
    ResponseEntity<String> table(
            Caller caller,
            @PathVariable UUID branchId,
            @PathVariable String table,
            @RequestParam(required = false) @Nullable LocalDate day) {
        var place = place(caller, branchId, day);
        var csv = BoardTable.named(table).orElseThrow(() -> Problem.notFound("table", table));
        var board = poll.once(place);
        var file =
                ContentDisposition.attachment()
                        .filename("%s-%s-%s.csv".formatted(place.name(), board.day(), table), UTF_8)
                        .build();
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, file.toString())
                .body(csv.apply(board));
    }

    private Place place(Caller caller, UUID branchId, @Nullable LocalDate day) {
        requireWorksHere(caller);
        var place =
                branches.place(caller, branchId)
                        .orElseThrow(() -> Problem.notFound("branch_id", branchId));
        var today = place.shown(Instant.now());
        if (day != null && Math.abs(DAYS.between(today, day)) > FARTHEST_DAYS) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD, "day", "The board shows a year either way.");
        }
        // Who asks for today by its date wants the day that ends at midnight, not the next one.
        return place.on(day);
    }

    @GetMapping("/alerts/{alertId}")
    Proof alert(Caller caller, @PathVariable UUID alertId) {
        requireWorksHere(caller);
        var alert = alerts.one(caller, alertId);
        return new Proof(alert, charts.of(caller.organizationId(), alert).orElse(null));
    }

    @PostMapping("/appointments/{appointmentId}/confirm")
    ResponseEntity<Appointment> confirm(Caller caller, @PathVariable UUID appointmentId) {
        requireMayAct(caller);
        return outcomes.confirm(caller, appointmentId).changed();
    }

    /** The client will not come: the slot goes to whoever has waited longest for one. */
    @PostMapping("/appointments/{appointmentId}/cancel")
    ResponseEntity<Appointment> cancel(Caller caller, @PathVariable UUID appointmentId) {
        requireMayAct(caller);
        return outcomes.cancel(caller, appointmentId).changed();
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

    /** An alert with the readings behind it, where its rule looks at a KPI. */
    record Proof(Alert alert, @Nullable EvidenceChart chart) {}

    /** Who looks, whether they may act and ask for figures, and which branches they may watch. */
    record Watcher(
            String role,
            boolean mayAct,
            boolean mayAsk,
            String csrfHeader,
            String csrfToken,
            List<Place> branches) {}
}
