package com.bloompetos.api.appointment;

import com.bloompetos.api.access.Caller;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/holds")
class HoldController {
    private final Holds holds;

    HoldController(Holds holds) {
        this.holds = holds;
    }

    @PostMapping
    ResponseEntity<Hold> hold(Caller caller, @Valid @RequestBody NewHold wish) {
        var made = holds.hold(caller, wish);
        return made.created("/v1/holds/" + made.content().holdId());
    }

    @GetMapping("/{holdId}")
    Hold one(Caller caller, @PathVariable UUID holdId) {
        return holds.find(caller, holdId);
    }

    @PostMapping("/{holdId}/book")
    ResponseEntity<Appointment> book(
            Caller caller,
            @PathVariable UUID holdId,
            @Valid @RequestBody(required = false) @Nullable HeldBooking booking) {
        return holds.book(caller, holdId, booking == null ? null : booking.notes()).changed();
    }

    @PostMapping("/{holdId}/release")
    ResponseEntity<Hold> release(Caller caller, @PathVariable UUID holdId) {
        return holds.release(caller, holdId).changed();
    }
}
