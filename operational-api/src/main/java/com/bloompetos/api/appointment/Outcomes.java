package com.bloompetos.api.appointment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * How an appointment ends: cancelled, missed, or completed with its invoice and what it used up.
 */
@Service
class Outcomes {
    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Appointments appointments;
    private final Reservations reservations;
    private final Positions positions;

    Outcomes(
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

    Written<Appointment> cancel(Caller caller, UUID appointmentId) {
        return transaction.write(
                caller,
                () -> {
                    var before = appointments.lockScheduled(appointmentId);
                    long endOfLog = positions.endOfLog();
                    reservations.release(appointmentId);
                    return written(appointments.cancel(caller, before), appointmentId, endOfLog);
                });
    }

    Written<Appointment> missed(Caller caller, UUID appointmentId) {
        return transaction.write(
                caller,
                () -> {
                    var before = appointments.lockScheduled(appointmentId);
                    long endOfLog = positions.endOfLog();
                    return written(
                            appointments.end(caller, before, "no_show"), appointmentId, endOfLog);
                });
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
                    var invoiceId = bill(caller, after, completion.discount());
                    var shortOf = useSupplies(caller, after);
                    remember(caller, after, completion);
                    var completed =
                            new Completed(
                                    after,
                                    invoiceId,
                                    after.priceCents() - completion.discount(),
                                    shortOf);
                    return written(completed, appointmentId, endOfLog);
                });
    }

    private UUID bill(Caller caller, Appointment appointment, long discountCents) {
        var invoiceId =
                jdbc.sql(
                                """
                                insert into invoices (organization_id, branch_id, user_id, appointment_id)
                                select ?, ?, user_id, ? from pets where pet_id = ? returning invoice_id
                                """)
                        .params(
                                caller.organizationId(),
                                appointment.branchId(),
                                appointment.appointmentId(),
                                appointment.petId())
                        .query(UUID.class)
                        .single();
        jdbc.sql(
                        """
                        insert into invoice_lines
                            (organization_id, branch_id, invoice_id, service_id, kind, quantity, gross_cents, discount_cents)
                        values (?, ?, ?, ?, 'sale', 1, ?, ?)
                        """)
                .params(
                        caller.organizationId(),
                        appointment.branchId(),
                        invoiceId,
                        appointment.serviceId(),
                        appointment.priceCents(),
                        discountCents)
                .update();
        return invoiceId;
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
                .param("notes", completion.notes())
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
