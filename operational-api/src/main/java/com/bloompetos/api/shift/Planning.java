package com.bloompetos.api.shift;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.branch.Branches;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Plans shifts, skills and places; from its first shift on, a branch offers its staff in them. */
@Service
class Planning {
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final String COLUMNS =
            "shift_id, branch_id, user_id, starts_at, ends_at, shift_day";

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Positions positions;
    private final Branches branches;

    Planning(
            TenantTransaction transaction,
            JdbcClient jdbc,
            Positions positions,
            Branches branches) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.positions = positions;
        this.branches = branches;
    }

    List<Shift> of(Caller caller, UUID branchId, LocalDate day) {
        return transaction.read(
                caller,
                () -> {
                    branches.mustBeSeen(branchId);
                    return jdbc.sql(
                                    "select %s from shifts where branch_id = ? and shift_day = ? order by starts_at, shift_id"
                                            .formatted(COLUMNS))
                            .params(branchId, day)
                            .query(Shift.class)
                            .list();
                });
    }

    Written<Shift> plan(Caller caller, NewShift wish) {
        var length = Duration.between(wish.startsAt(), wish.endsAt());
        if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD, "ends_at", "A shift lasts up to 24 hours.");
        }
        return transaction.write(
                caller,
                () -> {
                    long endOfLog = positions.endOfLog();
                    jdbc.sql(
                                    "update branches set plans_shifts = true where branch_id = ? and not plans_shifts")
                            .param(wish.branchId())
                            .update();
                    var made = insert(wish);
                    return new Written<>(made, new Position("shifts", made.shiftId(), endOfLog));
                });
    }

    private Shift insert(NewShift wish) {
        try {
            return jdbc.sql(
                            """
                            insert into shifts (organization_id, branch_id, user_id, starts_at, ends_at)
                            select r.organization_id, r.branch_id, r.user_id, ?, ? from resources r
                            where r.branch_id = ? and r.user_id = ? returning %s
                            """
                                    .formatted(COLUMNS))
                    .params(
                            wish.startsAt().atOffset(ZoneOffset.UTC),
                            wish.endsAt().atOffset(ZoneOffset.UTC),
                            wish.branchId(),
                            wish.userId())
                    .query(Shift.class)
                    .optional()
                    .orElseThrow(() -> Problem.unknown("user_id", wish.userId()));
        } catch (DataIntegrityViolationException overlap) {
            throw Problem.conflict(
                    ProblemType.ALREADY_EXISTS,
                    "starts_at",
                    "This person has a shift at that time already.");
        }
    }

    Written<Shift> cancel(Caller caller, UUID shiftId) {
        return transaction.write(
                caller,
                () -> {
                    long endOfLog = positions.endOfLog();
                    var gone =
                            jdbc.sql("delete from shifts where shift_id = ? returning " + COLUMNS)
                                    .param(shiftId)
                                    .query(Shift.class)
                                    .optional()
                                    .orElseThrow(() -> Problem.notFound("shift_id", shiftId));
                    return new Written<>(gone, new Position("shifts", shiftId, endOfLog));
                });
    }

    Written<Skills> learn(Caller caller, UUID branchId, UUID userId, Skills skills) {
        return transaction.write(
                caller,
                () -> {
                    long endOfLog = positions.endOfLog();
                    var resourceId =
                            jdbc.sql(
                                            """
                                            update resources set skills = ?::text[] where branch_id = ? and user_id = ?
                                            returning resource_id
                                            """)
                                    .params(
                                            skills.skills().toArray(String[]::new),
                                            branchId,
                                            userId)
                                    .query(UUID.class)
                                    .optional()
                                    .orElseThrow(() -> Problem.notFound("user_id", userId));
                    return new Written<>(skills, new Position("resources", resourceId, endOfLog));
                });
    }

    Written<List<Place>> build(Caller caller, UUID branchId, NewPlaces wish) {
        return transaction.write(
                caller,
                () -> {
                    branches.mustBeSeen(branchId);
                    long endOfLog = positions.endOfLog();
                    var places =
                            jdbc.sql(
                                            """
                                            insert into resources (organization_id, branch_id, kind, place_kind, label)
                                            select organization_id, branch_id, 'place', ?, ? || ' ' || number
                                            from branches, generate_series(1, ?) as number where branch_id = ?
                                            returning resource_id, branch_id, place_kind, label
                                            """)
                                    .params(
                                            wish.placeKind(),
                                            wish.label(),
                                            wish.capacity(),
                                            branchId)
                                    .query(Place.class)
                                    .list();
                    return new Written<>(
                            places,
                            new Position("resources", places.get(0).resourceId(), endOfLog));
                });
    }
}
