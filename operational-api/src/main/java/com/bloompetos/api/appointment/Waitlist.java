package com.bloompetos.api.appointment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Who waits for a slot, and who is offered the next that becomes free. */
@Service
class Waitlist {
    private static final String TABLE = "waitlist_entries";
    private static final int MOST = 200;
    private static final String ENTRIES =
            """
            select e.entry_id, e.branch_id, e.pet_id, e.service_id, e.staff_id, e.from_at, e.until_at, e.status,
                   e.waiting_since, o.offer_id, o.hold_id, h.appointment_date as offered_date, o.expires_at
            from waitlist_entries e
            left join waitlist_offers o on o.entry_id = e.entry_id and o.status = 'offered'
            left join holds h on h.hold_id = o.hold_id
            """;

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Reservations reservations;
    private final Positions positions;

    Waitlist(
            TenantTransaction transaction,
            JdbcClient jdbc,
            Reservations reservations,
            Positions positions) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.reservations = reservations;
        this.positions = positions;
    }

    /** Within the transaction that frees it: a slot goes to whoever has waited longest for one. */
    void offer(UUID branchId, Instant starts) {
        jdbc.sql("select offer_slot(?, ?)")
                .params(branchId, starts.atOffset(ZoneOffset.UTC))
                .query((row, number) -> String.valueOf(row.getString(1)))
                .single();
    }

    Written<WaitlistEntry> join(Caller caller, NewWaitlistEntry wish) {
        if (!wish.untilAt().isAfter(wish.fromAt()) || wish.untilAt().isBefore(Instant.now())) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD,
                    "until_at",
                    "The time to wait for ends before it begins, or lies in the past.");
        }
        return transaction.write(
                caller,
                () -> {
                    long endOfLog = positions.endOfLog();
                    var entryId = insert(wish);
                    return new Written<>(row(entryId), new Position(TABLE, entryId, endOfLog));
                });
    }

    private UUID insert(NewWaitlistEntry wish) {
        return jdbc.sql(
                        """
                        insert into waitlist_entries (organization_id, branch_id, pet_id, service_id, staff_id, from_at, until_at)
                        select b.organization_id, b.branch_id, p.pet_id, s.service_id, r.user_id, ?, ?
                        from branches b
                        join pets p on p.pet_id = ?
                        join services s on s.service_id = ?
                        left join resources r on r.branch_id = b.branch_id and r.user_id = cast(? as uuid)
                        where b.branch_id = ? and (cast(? as uuid) is null or r.user_id is not null)
                        returning entry_id
                        """)
                .params(
                        Arrays.asList(
                                wish.fromAt().atOffset(ZoneOffset.UTC),
                                wish.untilAt().atOffset(ZoneOffset.UTC),
                                wish.petId(),
                                wish.serviceId(),
                                wish.staffId(),
                                wish.branchId(),
                                wish.staffId()))
                .query(UUID.class)
                .optional()
                .orElseThrow(
                        () ->
                                Problem.invalid(
                                        ProblemType.UNKNOWN_REFERENCE,
                                        "branch_id",
                                        "The branch, the pet, the service or the person is not here."));
    }

    List<WaitlistEntry> list(Caller caller, @Nullable UUID branchId, @Nullable UUID petId) {
        return transaction.read(
                caller,
                () ->
                        jdbc.sql(
                                        ENTRIES
                                                + """
                                                where e.status in ('waiting', 'offered')
                                                  and (cast(:branch as uuid) is null or e.branch_id = :branch)
                                                  and (cast(:pet as uuid) is null or e.pet_id = :pet)
                                                order by e.waiting_since limit %d
                                                """
                                                        .formatted(MOST))
                                .param("branch", branchId)
                                .param("pet", petId)
                                .query(WaitlistEntry.class)
                                .list());
    }

    /** Takes the slot that is offered. */
    Written<Appointment> accept(Caller caller, UUID entryId) {
        return transaction.write(
                caller,
                () -> {
                    lock(entryId);
                    var entry = row(entryId);
                    var holdId = entry.holdId();
                    if (holdId == null) {
                        throw Problem.conflict(
                                ProblemType.HOLD_EXPIRED, "entry_id", "Nothing is offered now.");
                    }
                    var booked = reservations.bookHold(holdId, null);
                    jdbc.sql("update waitlist_offers set status = 'accepted' where offer_id = ?")
                            .param(entry.offerId())
                            .update();
                    jdbc.sql("update waitlist_entries set status = 'booked' where entry_id = ?")
                            .param(entryId)
                            .update();
                    return Bookings.written(booked);
                });
    }

    /** Lets the offer go to the next and waits on, at the end. */
    Written<WaitlistEntry> decline(Caller caller, UUID entryId) {
        return change(caller, entryId, "");
    }

    Written<WaitlistEntry> withdraw(Caller caller, UUID entryId) {
        return change(
                caller,
                entryId,
                "update waitlist_entries set status = 'withdrawn' where entry_id = ? and status in ('waiting', 'offered')");
    }

    private Written<WaitlistEntry> change(Caller caller, UUID entryId, String change) {
        return transaction.write(
                caller,
                () -> {
                    lock(entryId);
                    var entry = row(entryId);
                    long endOfLog = positions.endOfLog();
                    // First, so that the slot is not offered to the same people again.
                    if (!change.isEmpty()) {
                        jdbc.sql(change).param(entryId).update();
                    }
                    if (entry.offerId() != null) {
                        passOn(entry.offerId(), "declined");
                    }
                    return new Written<>(row(entryId), new Position(TABLE, entryId, endOfLog));
                });
    }

    /** Every offer of the caller's organization that was let pass goes to the next. */
    int passOnExpired(Caller caller) {
        return transaction.write(
                caller,
                () -> {
                    var expired =
                            jdbc.sql(
                                            """
                                            select offer_id from waitlist_offers
                                            where status = 'offered' and expires_at <= now() for update skip locked
                                            """)
                                    .query(UUID.class)
                                    .list();
                    expired.forEach(offerId -> passOn(offerId, "expired"));
                    return expired.size();
                });
    }

    List<UUID> organizationsWithExpiredOffers() {
        return jdbc.sql("select security.organizations_with_expired_offers()")
                .query(UUID.class)
                .list();
    }

    private void passOn(UUID offerId, String status) {
        jdbc.sql("select pass_on_offer(?, ?)")
                .params(offerId, status)
                .query((row, number) -> String.valueOf(row.getString(1)))
                .single();
    }

    private void lock(UUID entryId) {
        boolean unused =
                jdbc.sql("select true from waitlist_entries where entry_id = ? for update")
                        .param(entryId)
                        .query(Boolean.class)
                        .optional()
                        .orElseThrow(() -> Problem.notFound("entry_id", entryId));
    }

    private WaitlistEntry row(UUID entryId) {
        return jdbc.sql(ENTRIES + "where e.entry_id = ?")
                .param(entryId)
                .query(WaitlistEntry.class)
                .single();
    }
}
