package com.bloompetos.api.appointment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.appointment.Appointments.Stage;
import com.bloompetos.api.payment.Deposits;
import com.bloompetos.api.payment.Invoices;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.privacy.Vault;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * How an appointment goes on and ends: confirmed, checked in, cancelled, missed, or completed with
 * its invoice and what it used up.
 */
@Service
public class Outcomes {
    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Appointments appointments;
    private final Reservations reservations;
    private final Waitlist waitlist;
    private final Invoices invoices;
    private final Deposits deposits;
    private final Positions positions;

    private final Vault vault;

    Outcomes(
            TenantTransaction transaction,
            JdbcClient jdbc,
            Appointments appointments,
            Reservations reservations,
            Waitlist waitlist,
            Invoices invoices,
            Deposits deposits,
            Positions positions,
            Vault vault) {
        this.vault = vault;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.appointments = appointments;
        this.reservations = reservations;
        this.waitlist = waitlist;
        this.invoices = invoices;
        this.deposits = deposits;
        this.positions = positions;
    }

    public Written<Appointment> confirm(Caller caller, UUID appointmentId) {
        return reach(caller, appointmentId, Stage.CONFIRMED, Appointment::confirmedAt);
    }

    Written<Appointment> checkIn(Caller caller, UUID appointmentId) {
        return reach(caller, appointmentId, Stage.CHECKED_IN, Appointment::checkedInAt);
    }

    /** Again is as good as once: who confirms twice, by two links, has confirmed. */
    private Written<Appointment> reach(
            Caller caller,
            UUID appointmentId,
            Stage stage,
            Function<Appointment, @Nullable Instant> reached) {
        return transaction.write(
                caller,
                () -> {
                    var before = appointments.lockScheduled(appointmentId);
                    long endOfLog = positions.endOfLog();
                    boolean isReached =
                            reached.apply(before) != null || before.checkedInAt() != null;
                    var after = isReached ? before : appointments.reach(caller, before, stage);
                    return written(after, appointmentId, endOfLog);
                });
    }

    public Written<Appointment> cancel(Caller caller, UUID appointmentId) {
        return transaction.write(caller, () -> cancelled(caller, appointmentId));
    }

    /** Within a transaction: what was taken is let go, and offered to who waits for it. */
    Written<Appointment> cancelled(Caller caller, UUID appointmentId) {
        var before = appointments.lockScheduled(appointmentId);
        long endOfLog = positions.endOfLog();
        reservations.release(appointmentId);
        var after = appointments.cancel(caller, before);
        charge(caller, after, after.isLateCancel() ? "late_fee" : null);
        waitlist.offer(before.branchId(), before.appointmentDate());
        return written(after, appointmentId, endOfLog);
    }

    Written<Appointment> missed(Caller caller, UUID appointmentId) {
        return transaction.write(
                caller,
                () -> {
                    var before = appointments.lockScheduled(appointmentId);
                    long endOfLog = positions.endOfLog();
                    var after = appointments.end(caller, before, "no_show");
                    charge(caller, after, "no_show_fee");
                    return written(after, appointmentId, endOfLog);
                });
    }

    /** A fee where the policy has one; of a deposit comes back what the fee leaves. */
    private void charge(Caller caller, Appointment after, @Nullable String fee) {
        var terms = appointments.fees(after.appointmentId());
        long cents =
                fee == null
                        ? 0
                        : fee.equals("late_fee") ? terms.lateFeeCents() : terms.noShowFeeCents();
        if (cents > 0) {
            invoices.ofVisit(caller, after.appointmentId(), String.valueOf(fee), cents, 0);
        }
        if (terms.hasDeposit()) {
            deposits.giveBack(after.appointmentId());
        }
    }

    Written<Completed> complete(Caller caller, UUID appointmentId, Completion completion) {
        return transaction.write(
                caller,
                () -> {
                    var before = appointments.lockScheduled(appointmentId);
                    if (completion.discount() > before.priceCents()) {
                        throw Problem.invalid(
                                ProblemType.TOO_MUCH,
                                "discount_cents",
                                "The price is %d cents.".formatted(before.priceCents()));
                    }
                    long endOfLog = positions.endOfLog();
                    var after = appointments.end(caller, before, "completed");
                    var bill =
                            invoices.ofVisit(
                                    caller,
                                    appointmentId,
                                    "service",
                                    after.priceCents(),
                                    completion.discount());
                    var shortOf = useSupplies(caller, after);
                    remember(caller, after, completion);
                    var completed =
                            new Completed(
                                    after,
                                    bill.invoiceId(),
                                    bill.totalCents(),
                                    bill.openCents(),
                                    shortOf);
                    return written(completed, appointmentId, endOfLog);
                });
    }

    /**
     * The bill of materials leaves the shelf. The visit took place whatever the shelf says: what is
     * missing is told, not refused. Items are locked in one order, so that two completions cannot
     * wait for each other.
     */
    private List<String> useSupplies(Caller caller, Appointment appointment) {
        var needed =
                jdbc.sql(
                                """
                                select i.item_id, i.sku, i.on_hand, s.quantity
                                from service_supplies s join inventory_items i on i.sku = s.item_sku and i.branch_id = ?
                                where s.service_id = ? order by i.item_id for update of i
                                """)
                        .params(appointment.branchId(), appointment.serviceId())
                        .query(Supply.class)
                        .list();
        for (var supply : needed) {
            if (supply.available() > 0) {
                jdbc.sql(
                                """
                                insert into inventory_movements
                                    (organization_id, branch_id, item_id, kind, quantity, appointment_id)
                                values (?, ?, ?, 'use', ?, ?)
                                """)
                        .params(
                                caller.organizationId(),
                                appointment.branchId(),
                                supply.itemId(),
                                -supply.available(),
                                appointment.appointmentId())
                        .update();
            }
        }
        return needed.stream()
                .filter(supply -> supply.available() < supply.quantity())
                .map(Supply::sku)
                .toList();
    }

    private void remember(Caller caller, Appointment appointment, Completion completion) {
        jdbc.sql(
                        """
                        insert into service_histories
                            (organization_id, branch_id, appointment_id, pet_id, service_id, staff_id, service_date, notes)
                        values (:organization, :branch, :appointment, :pet, :service, :staff, now(), :notes)
                        """)
                .param("organization", caller.organizationId())
                .param("branch", appointment.branchId())
                .param("appointment", appointment.appointmentId())
                .param("pet", appointment.petId())
                .param("service", appointment.serviceId())
                .param("staff", appointment.staffId())
                .param("notes", vault.sealIfAny(completion.notes()))
                .update();
    }

    private static <T> Written<T> written(T content, UUID appointmentId, long endOfLog) {
        return new Written<>(content, new Position(Appointments.TABLE, appointmentId, endOfLog));
    }

    /** One line of a bill of materials, and what the branch has of it. */
    record Supply(UUID itemId, String sku, int onHand, int quantity) {
        int available() {
            return Math.min(onHand, quantity);
        }
    }
}
