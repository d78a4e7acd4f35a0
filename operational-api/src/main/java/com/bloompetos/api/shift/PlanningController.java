package com.bloompetos.api.shift;

import com.bloompetos.api.access.Caller;
import jakarta.validation.Valid;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PlanningController {
    private final Planning planning;

    PlanningController(Planning planning) {
        this.planning = planning;
    }

    @GetMapping("/v1/shifts")
    List<Shift> of(
            Caller caller,
            @RequestParam(name = "branch_id") UUID branchId,
            @RequestParam(name = "day") LocalDate day) {
        return planning.of(caller, branchId, day);
    }

    @PostMapping("/v1/shifts")
    ResponseEntity<Shift> plan(Caller caller, @Valid @RequestBody NewShift shift) {
        var made = planning.plan(caller, shift);
        return made.created("/v1/shifts/" + made.content().shiftId());
    }

    @PostMapping("/v1/shifts/{shiftId}/cancel")
    ResponseEntity<Shift> cancel(Caller caller, @PathVariable UUID shiftId) {
        return planning.cancel(caller, shiftId).changed();
    }

    @PostMapping("/v1/branches/{branchId}/staff/{userId}/skills")
    ResponseEntity<Skills> learn(
            Caller caller,
            @PathVariable UUID branchId,
            @PathVariable UUID userId,
            @Valid @RequestBody Skills skills) {
        return planning.learn(caller, branchId, userId, skills).changed();
    }

    @PostMapping("/v1/branches/{branchId}/places")
    ResponseEntity<List<Place>> build(
            Caller caller, @PathVariable UUID branchId, @Valid @RequestBody NewPlaces places) {
        return planning.build(caller, branchId, places).changed();
    }
}
