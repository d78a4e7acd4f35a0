package com.bloompetos.api.appointment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Books the same slot again and again: all of it or, where the caller says so, what is free. */
@Service
class SeriesBookings {
    private static final String TABLE = "booking_series";

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Reservations reservations;
    private final Outcomes outcomes;
    private final Positions positions;

    SeriesBookings(
            TenantTransaction transaction,
            JdbcClient jdbc,
            Reservations reservations,
            Outcomes outcomes,
            Positions positions) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.reservations = reservations;
        this.outcomes = outcomes;
        this.positions = positions;
    }

    Written<Series> book(Caller caller, NewSeries wish) {
        Slot.mustMakeSense(wish.appointmentDate(), null, Instant.now());
        return transaction.write(
                caller,
                () -> {
                    long endOfLog = positions.endOfLog();
                    var seriesId = insert(wish);
                    var occurrences = reservations.series(seriesId, wish);
                    mustHold(wish, occurrences);
                    int booked =
                            (int) occurrences.stream().filter(one -> one.refusal() == null).count();
                    return new Written<>(
                            new Series(seriesId, booked, occurrences),
                            new Position(TABLE, seriesId, endOfLog));
                });
    }

    private UUID insert(NewSeries wish) {
        return jdbc.sql(
                        """
                        insert into booking_series (organization_id, branch_id, pet_id, service_id, every_days, occurrences)
                        select b.organization_id, b.branch_id, p.pet_id, s.service_id, ?, ?
                        from branches b, pets p, services s
                        where b.branch_id = ? and p.pet_id = ? and s.service_id = ? returning series_id
                        """)
                .params(
                        wish.everyDays(),
                        wish.occurrences(),
                        wish.branchId(),
                        wish.petId(),
                        wish.serviceId())
                .query(UUID.class)
                .optional()
                .orElseThrow(
                        () ->
                                Problem.invalid(
                                        ProblemType.UNKNOWN_REFERENCE,
                                        "branch_id",
                                        "The branch, the pet or the service is not here."));
    }

    private static void mustHold(NewSeries wish, List<Occurrence> occurrences) {
        var refused = occurrences.stream().filter(one -> one.refusal() != null).toList();
        boolean isNothingBooked = refused.size() == occurrences.size();
        if (refused.isEmpty() || (wish.skipsTaken() && !isNothingBooked)) {
            return;
        }
        var first = refused.get(0);
        var problem =
                RefusedSlot.problem(
                        Objects.requireNonNull(first.refusal()),
                        Objects.requireNonNullElse(first.field(), "appointment_date"));
        throw problem.about("At %s: ".formatted(first.appointmentDate()));
    }

    Written<Series> cancel(Caller caller, UUID seriesId) {
        return transaction.write(
                caller,
                () -> {
                    lock(seriesId);
                    long endOfLog = positions.endOfLog();
                    var cancelled = new ArrayList<Occurrence>();
                    for (var appointmentId : toCome(seriesId)) {
                        var gone = outcomes.cancelled(caller, appointmentId).content();
                        cancelled.add(
                                new Occurrence(
                                        cancelled.size() + 1,
                                        gone.appointmentDate(),
                                        "cancelled",
                                        null,
                                        appointmentId));
                    }
                    return new Written<>(
                            new Series(seriesId, 0, cancelled),
                            new Position(TABLE, seriesId, endOfLog));
                });
    }

    private void lock(UUID seriesId) {
        boolean unused =
                jdbc.sql("select true from booking_series where series_id = ? for update")
                        .param(seriesId)
                        .query(Boolean.class)
                        .optional()
                        .orElseThrow(() -> Problem.notFound("series_id", seriesId));
    }

    private List<UUID> toCome(UUID seriesId) {
        return jdbc.sql(
                        """
                        select appointment_id from appointments
                        where series_id = ? and status = 'scheduled' and appointment_date > now() order by appointment_date
                        """)
                .param(seriesId)
                .query(UUID.class)
                .list();
    }
}
