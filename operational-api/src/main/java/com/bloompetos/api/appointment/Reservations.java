package com.bloompetos.api.appointment;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Takes staff, pets and places for a time, by the functions of V0011: one journey to the database
 * each. The exclusion constraint decides who gets what; every method runs in the caller's
 * transaction, and a refusal is thrown, so that what was taken on the way is let go.
 */
@Repository
class Reservations {
    private static final RowMapper<Appointment> APPOINTMENT =
            new SimplePropertyRowMapper<>(Appointment.class);
    private static final RowMapper<Hold> HOLD = new SimplePropertyRowMapper<>(Hold.class);

    private final JdbcClient jdbc;

    Reservations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A row that was made, and a place in the log that it does not lie before. */
    record Taken<T>(T row, long endOfLog) {}

    Taken<Appointment> book(NewBooking wish) {
        return jdbc.sql(
                        """
                        select refusal, field, end_of_log, (booked).*
                        from book_slot(?, ?, ?, cast(? as uuid), cast(? as uuid), ?, cast(? as timestamptz), ?, null)
                        """)
                .params(
                        Arrays.asList(
                                wish.branchId(),
                                wish.petId(),
                                wish.serviceId(),
                                wish.staffId(),
                                wish.placeId(),
                                at(wish.appointmentDate()),
                                at(wish.endsAt()),
                                wish.notes()))
                .query(takenOr(APPOINTMENT))
                .single();
    }

    Taken<Hold> hold(NewHold wish, Instant expiresAt) {
        return jdbc.sql(
                        """
                        select refusal, field, end_of_log, (held).*
                        from hold_slot(?, ?, ?, cast(? as uuid), cast(? as uuid), ?, cast(? as timestamptz), ?)
                        """)
                .params(
                        Arrays.asList(
                                wish.branchId(),
                                wish.petId(),
                                wish.serviceId(),
                                wish.staffId(),
                                wish.placeId(),
                                at(wish.appointmentDate()),
                                at(wish.endsAt()),
                                at(expiresAt)))
                .query(takenOr(HOLD))
                .single();
    }

    Taken<Appointment> bookHold(UUID holdId, @Nullable String notes) {
        return jdbc.sql("select refusal, field, end_of_log, (booked).* from book_hold(?, ?)")
                .params(Arrays.asList(holdId, notes))
                .query(takenOr(APPOINTMENT))
                .single();
    }

    Taken<Appointment> move(UUID appointmentId, NewSlot wish) {
        return jdbc.sql(
                        """
                        select refusal, field, end_of_log, (booked).*
                        from move_slot(?, ?, cast(? as timestamptz), cast(? as uuid))
                        """)
                .params(
                        Arrays.asList(
                                appointmentId,
                                at(wish.appointmentDate()),
                                at(wish.endsAt()),
                                wish.staffId()))
                .query(takenOr(APPOINTMENT))
                .single();
    }

    List<Occurrence> series(UUID seriesId, NewSeries wish) {
        return jdbc.sql(
                        """
                        select occurrence, wished_start as appointment_date, refusal, field, appointment_id
                        from book_series(?, ?, ?, cast(? as uuid), ?, ?, ?, ?, ?)
                        """)
                .params(
                        Arrays.asList(
                                wish.branchId(),
                                wish.petId(),
                                wish.serviceId(),
                                wish.staffId(),
                                at(wish.appointmentDate()),
                                wish.notes(),
                                wish.everyDays(),
                                wish.occurrences(),
                                seriesId))
                .query(Occurrence.class)
                .list();
    }

    void release(UUID appointmentId) {
        jdbc.sql("delete from reservations where appointment_id = ?").param(appointmentId).update();
    }

    void releaseHold(UUID holdId) {
        jdbc.sql("delete from reservations where hold_id = ?").param(holdId).update();
    }

    private static <T> RowMapper<Taken<T>> takenOr(RowMapper<T> made) {
        return (row, number) -> {
            String refusal = row.getString("refusal");
            if (refusal != null) {
                throw RefusedSlot.problem(refusal, row.getString("field"));
            }
            return new Taken<>(mapped(made.mapRow(row, number)), row.getLong("end_of_log"));
        };
    }

    private static <T> T mapped(@Nullable T row) {
        if (row == null) {
            throw new IllegalStateException("neither a row nor a refusal");
        }
        return row;
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
