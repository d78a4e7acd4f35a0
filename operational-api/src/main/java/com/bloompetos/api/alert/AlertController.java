package com.bloompetos.api.alert;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.page.PageWish;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
@RequestMapping("/v1/alerts")
class AlertController {
    private final AlertBook alerts;
    private final AlertStream stream;

    AlertController(AlertBook alerts, AlertStream stream) {
        this.alerts = alerts;
        this.stream = stream;
    }

    @GetMapping
    ResponseEntity<List<Alert>> list(
            Caller caller,
            PageWish page,
            @RequestParam(required = false) @Nullable List<String> status,
            @RequestParam(name = "branch_id", required = false) @Nullable UUID branchId,
            @RequestParam(required = false) @Nullable String rule,
            @RequestParam(required = false) @Nullable String severity,
            @RequestParam(name = "subject_id", required = false) @Nullable String subjectId) {
        var question =
                new AlertQuestion(
                        status == null ? List.of() : status, branchId, rule, severity, subjectId);
        return page.answer(
                alerts.list(caller, question, page),
                ranked -> ranked.alert().alertId(),
                AlertBook.Ranked::rank,
                AlertBook.Ranked::alert);
    }

    /** Ends every few minutes; the last event's id makes the next line go on from there. */
    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter stream(
            Caller caller,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        return stream.watch(
                caller,
                lastEventId == null || lastEventId.isEmpty() ? null : StepPlace.of(lastEventId));
    }

    @GetMapping("/{alertId}")
    Alert one(Caller caller, @PathVariable UUID alertId) {
        return alerts.one(caller, alertId);
    }

    @PostMapping("/{alertId}/acknowledge")
    ResponseEntity<Alert> acknowledge(Caller caller, @PathVariable UUID alertId) {
        return alerts.acknowledge(caller, alertId).changed();
    }

    @PostMapping("/{alertId}/snooze")
    ResponseEntity<Alert> snooze(
            Caller caller, @PathVariable UUID alertId, @Valid @RequestBody Snooze snooze) {
        return alerts.snooze(caller, alertId, snooze.until()).changed();
    }

    @PostMapping("/{alertId}/resolve")
    ResponseEntity<Alert> resolve(Caller caller, @PathVariable UUID alertId) {
        return alerts.resolve(caller, alertId).changed();
    }

    @PostMapping("/{alertId}/wrong")
    ResponseEntity<Alert> wrong(
            Caller caller,
            @PathVariable UUID alertId,
            @RequestBody(required = false) @Valid @Nullable Wrong wrong) {
        return alerts.wrong(caller, alertId, wrong == null ? null : wrong.reason()).changed();
    }
}
