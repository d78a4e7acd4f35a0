package com.bloompetos.api.alert;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/alerts")
class AlertController {
    private static final Set<String> STATUSES = Set.of("opened", "acknowledged", "resolved");

    private final AlertBook alerts;

    AlertController(AlertBook alerts) {
        this.alerts = alerts;
    }

    @GetMapping
    List<Alert> list(
            Caller caller,
            @RequestParam(name = "branch_id", required = false) @Nullable UUID branchId,
            @RequestParam(required = false) @Nullable String status) {
        if (status != null && !STATUSES.contains(status)) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD,
                    "status",
                    "status is opened, acknowledged or resolved.");
        }
        return alerts.list(caller, branchId, status);
    }

    @PostMapping("/{alertId}/acknowledge")
    ResponseEntity<Alert> acknowledge(Caller caller, @PathVariable UUID alertId) {
        var done = alerts.acknowledge(caller, alertId);
        return ResponseEntity.ok()
                .header(Position.HEADER, done.position().toString())
                .body(done.alert());
    }
}
