package com.bloompetos.api.appointment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Keeps slots for some minutes; whoever comes after their end may take them. */
@Service
class Holds {
    private static final String TABLE = "holds";

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Reservations reservations;
    private final Positions positions;

    Holds(
            TenantTransaction transaction,
            JdbcClient jdbc,
            Reservations reservations,
            Positions positions) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.reservations = reservations;
        this.positions = positions;
    }

    Written<Hold> hold(Caller caller, NewHold wish) {
        var now = Instant.now();
        Slot.mustMakeSense(wish.appointmentDate(), wish.endsAt(), now);
        return transaction.write(
                caller,
                () -> {
                    var held = reservations.hold(wish, now.plusSeconds(wish.seconds()));
                    return new Written<>(
                            held.row(), new Position(TABLE, held.row().holdId(), held.endOfLog()));
                });
    }

    Hold find(Caller caller, UUID holdId) {
        return transaction.read(caller, () -> row(holdId, ""));
    }

    Written<Appointment> book(Caller caller, UUID holdId, @Nullable String notes) {
        return transaction.write(
                caller, () -> Bookings.written(reservations.bookHold(holdId, notes)));
    }

    /** Lets go before the end; again is as good as once. */
    Written<Hold> release(Caller caller, UUID holdId) {
        return transaction.write(
                caller,
                () -> {
                    var hold = row(holdId, " for update");
                    if (hold.appointmentId() != null) {
                        throw Problem.conflict(
                                ProblemType.WRONG_STATUS,
                                "hold_id",
                                "The hold is an appointment already: cancel that.");
                    }
                    long endOfLog = positions.endOfLog();
                    reservations.releaseHold(holdId);
                    jdbc.sql(
                                    "update holds set expires_at = least(expires_at, now()) where hold_id = ?")
                            .param(holdId)
                            .update();
                    return new Written<>(row(holdId, ""), new Position(TABLE, holdId, endOfLog));
                });
    }

    private Hold row(UUID holdId, String lock) {
        return jdbc.sql(
                        """
                        select hold_id, branch_id, pet_id, service_id, staff_id, place_id, appointment_date, ends_at,
                               price_cents, expires_at, appointment_id, created_at
                        from holds where hold_id = ?"""
                                + lock)
                .param(holdId)
                .query(Hold.class)
                .optional()
                .orElseThrow(() -> Problem.notFound("hold_id", holdId));
    }
}
