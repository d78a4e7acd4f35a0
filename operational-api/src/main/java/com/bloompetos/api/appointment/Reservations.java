package com.bloompetos.api.appointment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Takes staff, pets and places for a time. The exclusion constraint decides who gets them: a second
 * taker waits for the first one's transaction and then gets nothing. Resources are taken in the
 * order pet, staff, place, so that two bookings cannot wait for each other.
 */
@Repository
class Reservations {
    private final JdbcClient jdbc;

    Reservations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A thing or person that can be in one place at a time. */
    record Resource(UUID resourceId, String kind, @Nullable UUID userId) {}

    /** A booking that takes resources. */
    record Taker(Caller caller, UUID branchId, UUID appointmentId, Slot slot) {}

    void take(Taker taker, UUID resourceId, String field) {
        if (!tryTake(taker, resourceId)) {
            throw Problem.conflict(
                    ProblemType.SLOT_TAKEN,
                    field,
                    "Between %s and %s this is taken already."
                            .formatted(taker.slot().from(), taker.slot().to()));
        }
    }

    /** The first of a branch's staff or places that is free. */
    Resource takeAny(Taker taker, String kind) {
        for (var candidate : free(taker, kind)) {
            if (tryTake(taker, candidate.resourceId())) {
                return candidate;
            }
        }
        throw Problem.conflict(
                ProblemType.SLOT_TAKEN,
                "appointment_date",
                "No %s of the branch is free between %s and %s."
                        .formatted(kind, taker.slot().from(), taker.slot().to()));
    }

    Resource staff(UUID branchId, UUID userId) {
        return jdbc.sql(
                        "select resource_id, kind, user_id from resources where branch_id = ? and user_id = ?")
                .params(branchId, userId)
                .query(Resource.class)
                .optional()
                .orElseThrow(() -> Problem.unknown("staff_id", userId));
    }

    Resource place(UUID branchId, UUID placeId) {
        return jdbc.sql(
                        """
                        select resource_id, kind, user_id from resources
                        where branch_id = ? and resource_id = ? and kind = 'place'
                        """)
                .params(branchId, placeId)
                .query(Resource.class)
                .optional()
                .orElseThrow(() -> Problem.unknown("place_id", placeId));
    }

    /**
     * Frees what an appointment had taken, and says what it was, in the order in which to take it
     * again.
     */
    List<Resource> release(UUID appointmentId) {
        return jdbc.sql(
                        """
                        with freed as (delete from reservations where appointment_id = ? returning resource_id)
                        select r.resource_id, r.kind, r.user_id from freed join resources r using (resource_id)
                        order by array_position(array['pet', 'staff', 'place'], r.kind)
                        """)
                .param(appointmentId)
                .query(Resource.class)
                .list();
    }

    private boolean tryTake(Taker taker, UUID resourceId) {
        // A hold that has run out still stands in the way until somebody needs its time.
        return insert(taker, resourceId)
                || (dropExpiredHolds(taker, resourceId) && insert(taker, resourceId));
    }

    /**
     * On conflict nothing is stored and the transaction lives on, so that the next candidate can be
     * tried.
     */
    private boolean insert(Taker taker, UUID resourceId) {
        return jdbc.sql(
                                """
                                insert into reservations (organization_id, branch_id, resource_id, appointment_id, during, kind)
                                values (?, ?, ?, ?, tstzrange(?, ?), 'appointment')
                                on conflict do nothing
                                """)
                        .params(
                                taker.caller().organizationId(),
                                taker.branchId(),
                                resourceId,
                                taker.appointmentId(),
                                taker.slot().from().atOffset(ZoneOffset.UTC),
                                taker.slot().to().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private boolean dropExpiredHolds(Taker taker, UUID resourceId) {
        return jdbc.sql(
                                """
                                delete from reservations
                                where resource_id = ? and kind = 'hold' and expires_at <= now() and during && tstzrange(?, ?)
                                """)
                        .params(
                                resourceId,
                                taker.slot().from().atOffset(ZoneOffset.UTC),
                                taker.slot().to().atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    /** In random order: callers who want anybody do not all queue for the same one. */
    private List<Resource> free(Taker taker, String kind) {
        return jdbc.sql(
                        """
                        select r.resource_id, r.kind, r.user_id from resources r
                        where r.branch_id = ? and r.kind = ? and not exists (
                            select from reservations v
                            where v.resource_id = r.resource_id and v.during && tstzrange(?, ?)
                              and (v.expires_at is null or v.expires_at > now()))
                        order by random()
                        """)
                .params(
                        taker.branchId(),
                        kind,
                        taker.slot().from().atOffset(ZoneOffset.UTC),
                        taker.slot().to().atOffset(ZoneOffset.UTC))
                .query(Resource.class)
                .list();
    }
}
