package com.bloompetos.api.appointment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.appointment.Reservations.Taken;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Written;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Makes appointments and moves them. */
@Service
class Bookings {
    private final TenantTransaction transaction;
    private final Appointments appointments;
    private final Reservations reservations;
    private final Waitlist waitlist;

    Bookings(
            TenantTransaction transaction,
            Appointments appointments,
            Reservations reservations,
            Waitlist waitlist) {
        this.transaction = transaction;
        this.appointments = appointments;
        this.reservations = reservations;
        this.waitlist = waitlist;
    }

    Written<Appointment> book(Caller caller, NewBooking wish) {
        Slot.mustMakeSense(wish.appointmentDate(), wish.endsAt(), Instant.now());
        return transaction.write(caller, () -> written(reservations.book(wish)));
    }

    Written<Appointment> reschedule(Caller caller, UUID appointmentId, NewSlot wish) {
        Slot.mustMakeSense(wish.appointmentDate(), wish.endsAt(), Instant.now());
        return transaction.write(
                caller,
                () -> {
                    var before = appointments.find(appointmentId);
                    var moved = reservations.move(appointmentId, wish);
                    waitlist.offer(before.branchId(), before.appointmentDate());
                    return written(moved);
                });
    }

    static Written<Appointment> written(Taken<Appointment> taken) {
        return new Written<>(
                taken.row(),
                new Position(Appointments.TABLE, taken.row().appointmentId(), taken.endOfLog()));
    }
}
