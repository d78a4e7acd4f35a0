package com.bloompetos.api.appointment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.branch.Branches;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import jakarta.validation.Valid;
import java.time.LocalDate;
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
@RequestMapping("/v1/appointments")
class AppointmentController {
    private final TenantTransaction transaction;
    private final Appointments appointments;
    private final Branches branches;
    private final Bookings bookings;
    private final Outcomes outcomes;

    AppointmentController(
            TenantTransaction transaction,
            Appointments appointments,
            Branches branches,
            Bookings bookings,
            Outcomes outcomes) {
        this.transaction = transaction;
        this.appointments = appointments;
        this.branches = branches;
        this.bookings = bookings;
        this.outcomes = outcomes;
    }

    @PostMapping
    ResponseEntity<Appointment> book(Caller caller, @Valid @RequestBody NewBooking booking) {
        var made = bookings.book(caller, booking);
        return made.created("/v1/appointments/" + made.content().appointmentId());
    }

    @GetMapping("/{appointmentId}")
    Appointment one(Caller caller, @PathVariable UUID appointmentId) {
        return transaction.read(caller, () -> appointments.find(appointmentId));
    }

    /** The appointments of a branch-local day, or of a pet, in the order of the day. */
    @GetMapping
    List<Appointment> list(
            Caller caller,
            @RequestParam(name = "branch_id", required = false) @Nullable UUID branchId,
            @RequestParam(name = "day", required = false) @Nullable LocalDate day,
            @RequestParam(name = "pet_id", required = false) @Nullable UUID petId) {
        if (day == null && petId == null) {
            throw Problem.invalid(ProblemType.INVALID_FIELD, "day", "Name a day, or a pet.");
        }
        return transaction.read(
                caller,
                () -> {
                    if (branchId != null) {
                        branches.mustBeSeen(branchId);
                    }
                    return appointments.list(branchId, day, petId);
                });
    }

    /** Who changed its status, when, from what, to what. */
    @GetMapping("/{appointmentId}/status-changes")
    List<StatusChange> statusChanges(Caller caller, @PathVariable UUID appointmentId) {
        return transaction.read(
                caller,
                () -> {
                    appointments.find(appointmentId);
                    return appointments.statusChanges(appointmentId);
                });
    }

    @PostMapping("/{appointmentId}/confirm")
    ResponseEntity<Appointment> confirm(Caller caller, @PathVariable UUID appointmentId) {
        return outcomes.confirm(caller, appointmentId).changed();
    }

    @PostMapping("/{appointmentId}/check-in")
    ResponseEntity<Appointment> checkIn(Caller caller, @PathVariable UUID appointmentId) {
        return outcomes.checkIn(caller, appointmentId).changed();
    }

    @PostMapping("/{appointmentId}/reschedule")
    ResponseEntity<Appointment> reschedule(
            Caller caller, @PathVariable UUID appointmentId, @Valid @RequestBody NewSlot slot) {
        return bookings.reschedule(caller, appointmentId, slot).changed();
    }

    @PostMapping("/{appointmentId}/cancel")
    ResponseEntity<Appointment> cancel(Caller caller, @PathVariable UUID appointmentId) {
        return outcomes.cancel(caller, appointmentId).changed();
    }

    @PostMapping("/{appointmentId}/complete")
    ResponseEntity<Completed> complete(
            Caller caller,
            @PathVariable UUID appointmentId,
            @Valid @RequestBody(required = false) @Nullable Completion completion) {
        var how = completion == null ? Completion.PLAIN : completion;
        return outcomes.complete(caller, appointmentId, how).changed();
    }

    @PostMapping("/{appointmentId}/no-show")
    ResponseEntity<Appointment> missed(Caller caller, @PathVariable UUID appointmentId) {
        return outcomes.missed(caller, appointmentId).changed();
    }
}
