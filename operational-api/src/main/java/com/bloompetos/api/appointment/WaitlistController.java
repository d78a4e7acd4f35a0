package com.bloompetos.api.appointment;

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

@RestController
@RequestMapping("/v1/waitlist")
class WaitlistController {
    private final Waitlist waitlist;

    WaitlistController(Waitlist waitlist) {
        this.waitlist = waitlist;
    }

    @PostMapping
    ResponseEntity<WaitlistEntry> join(Caller caller, @Valid @RequestBody NewWaitlistEntry wish) {
        var made = waitlist.join(caller, wish);
        return made.created("/v1/waitlist/" + made.content().entryId());
    }

    /** Who waits, longest first; their offers stand beside them. */
    @GetMapping
    List<WaitlistEntry> list(
            Caller caller,
            @RequestParam(name = "branch_id", required = false) @Nullable UUID branchId,
            @RequestParam(name = "pet_id", required = false) @Nullable UUID petId) {
        return waitlist.list(caller, branchId, petId);
    }

    @PostMapping("/{entryId}/accept")
    ResponseEntity<Appointment> accept(Caller caller, @PathVariable UUID entryId) {
        return waitlist.accept(caller, entryId).changed();
    }

    @PostMapping("/{entryId}/decline")
    ResponseEntity<WaitlistEntry> decline(Caller caller, @PathVariable UUID entryId) {
        return waitlist.decline(caller, entryId).changed();
    }

    @PostMapping("/{entryId}/withdraw")
    ResponseEntity<WaitlistEntry> withdraw(Caller caller, @PathVariable UUID entryId) {
        return waitlist.withdraw(caller, entryId).changed();
    }
}
