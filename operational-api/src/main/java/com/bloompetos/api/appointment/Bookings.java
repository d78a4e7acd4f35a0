package com.bloompetos.api.appointment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.appointment.Reservations.Resource;
import com.bloompetos.api.appointment.Reservations.Taker;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Makes appointments and moves them. */
@Service
class Bookings {
    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Appointments appointments;
    private final Reservations reservations;
    private final Positions positions;

    Bookings(
            TenantTransaction transaction,
            JdbcClient jdbc,
            Appointments appointments,
            Reservations reservations,
            Positions positions) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.appointments = appointments;
        this.reservations = reservations;
        this.positions = positions;
    }

    Written<Appointment> book(Caller caller, NewBooking wish) {
        return transaction.write(
                caller,
                () -> {
                    var terms = terms(wish);
                    var slot =
                            Slot.wished(
                                    wish.appointmentDate(),
                                    wish.endsAt(),
                                    terms.duration(),
                                    terms.now());
                    var taker = new Taker(caller, wish.branchId(), terms.appointmentId(), slot);
                    reservations.take(taker, terms.petResourceId(), "pet_id");
                    var staffId = takeStaff(taker, terms.needs(), wish.staffId());
                    takePlace(taker, terms.needs(), wish.placeId());
                    var made =
                            appointments.insert(
                                    caller,
                                    terms.appointmentId(),
                                    wish,
                                    slot,
                                    staffId,
                                    terms.priceCents());
                    return written(made, terms.endOfLog());
                });
    }

    Written<Appointment> reschedule(Caller caller, UUID appointmentId, NewSlot wish) {
        return transaction.write(
                caller,
                () -> {
                    var before = appointments.lockScheduled(appointmentId);
                    long endOfLog = positions.endOfLog();
                    var slot =
                            Slot.wished(
                                    wish.appointmentDate(),
                                    wish.endsAt(),
                                    before.slot().length(),
                                    Instant.now());
                    var taker = new Taker(caller, before.branchId(), appointmentId, slot);
                    var staffId = wish.staffId() == null ? before.staffId() : wish.staffId();
                    takeAgain(taker, reservations.release(appointmentId), staffId);
                    return written(appointments.move(appointmentId, slot, staffId), endOfLog);
                });
    }

    /** The same pet; the staff that is wished; for a stay, any place that is free. */
    private void takeAgain(Taker taker, List<Resource> freed, @Nullable UUID staffId) {
        for (var resource : freed) {
            switch (resource.kind()) {
                case "pet" -> reservations.take(taker, resource.resourceId(), "pet_id");
                case "place" -> reservations.takeAny(taker, "place");
                default -> {
                    if (staffId != null) {
                        reservations.take(
                                taker,
                                reservations.staff(taker.branchId(), staffId).resourceId(),
                                "staff_id");
                    }
                }
            }
        }
    }

    private @Nullable UUID takeStaff(Taker taker, Needs needs, @Nullable UUID wished) {
        if (wished != null) {
            var staff = reservations.staff(taker.branchId(), wished);
            // Over a stay of days its staff looks after other pets, too.
            if (needs == Needs.STAFF) {
                reservations.take(taker, staff.resourceId(), "staff_id");
            }
            return wished;
        }
        return needs == Needs.STAFF ? reservations.takeAny(taker, "staff").userId() : null;
    }

    private void takePlace(Taker taker, Needs needs, @Nullable UUID wished) {
        if (wished != null) {
            reservations.take(
                    taker, reservations.place(taker.branchId(), wished).resourceId(), "place_id");
        } else if (needs == Needs.PLACE) {
            reservations.takeAny(taker, "place");
        }
    }

    /** Everything that the booking must know first, in one statement. */
    private Terms terms(NewBooking wish) {
        var found =
                jdbc.sql(
                                """
                                select uuidv7() as appointment_id, now() as now, %s as end_of_log, b.branch_id, p.pet_id,
                                       r.resource_id as pet_resource_id, s.category, s.price, s.duration_minutes
                                from (values (true)) as one
                                left join branches b on b.branch_id = ?
                                left join pets p on p.pet_id = ?
                                left join resources r on r.pet_id = p.pet_id
                                left join services s on s.service_id = ?
                                """
                                        .formatted(Positions.END_OF_LOG))
                        .params(wish.branchId(), wish.petId(), wish.serviceId())
                        .query(Found.class)
                        .single();
        return found.terms(wish);
    }

    private static Written<Appointment> written(Appointment appointment, long endOfLog) {
        return new Written<>(
                appointment,
                new Position(Appointments.TABLE, appointment.appointmentId(), endOfLog));
    }

    /** What a service keeps busy, besides the pet. */
    private enum Needs {
        STAFF,
        PLACE;

        static Needs of(String category) {
            return switch (category) {
                case "boarding", "daycare" -> PLACE;
                default -> STAFF;
            };
        }
    }

    private record Terms(
            UUID appointmentId,
            Instant now,
            long endOfLog,
            UUID petResourceId,
            Needs needs,
            long priceCents,
            Duration duration) {}

    /** What the wish refers to; empty where it is not there or not the caller's to see. */
    record Found(
            UUID appointmentId,
            Instant now,
            long endOfLog,
            @Nullable UUID branchId,
            @Nullable UUID petId,
            @Nullable UUID petResourceId,
            @Nullable String category,
            @Nullable BigDecimal price,
            @Nullable Integer durationMinutes) {

        private Terms terms(NewBooking wish) {
            if (branchId == null) {
                throw Problem.unknown("branch_id", wish.branchId());
            }
            if (petId == null) {
                throw Problem.unknown("pet_id", wish.petId());
            }
            if (category == null || price == null || durationMinutes == null) {
                throw Problem.unknown("service_id", wish.serviceId());
            }
            var petResource =
                    Optional.ofNullable(petResourceId)
                            .orElseThrow(
                                    () ->
                                            new IllegalStateException(
                                                    "Pet " + petId + " is no resource"));
            return new Terms(
                    appointmentId,
                    now,
                    endOfLog,
                    petResource,
                    Needs.of(category),
                    price.movePointRight(2).longValueExact(),
                    Duration.ofMinutes(durationMinutes));
        }
    }
}
