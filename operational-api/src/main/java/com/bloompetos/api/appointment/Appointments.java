package com.bloompetos.api.appointment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of appointments and of their status changes; every method runs in the caller's
 * transaction.
 */
@Repository
class Appointments {
    static final String TABLE = "appointments";
    static final String COLUMNS =
            """
            a.appointment_id, a.branch_id, a.pet_id, a.service_id, a.staff_id, a.place_id, a.series_id, a.appointment_date,
            a.ends_at, a.status, a.notes, a.booked_day, a.scheduled_day, a.scheduled_hour, a.price_cents, a.confirmed_at,
            a.checked_in_at, a.cancelled_at, a.is_late_cancel, a.created_at, a.updated_at""";
    private static final int MOST = 500;

    private final JdbcClient jdbc;

    Appointments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Appointment find(UUID appointmentId) {
        return one(
                "select " + COLUMNS + " from appointments a where a.appointment_id = ?",
                appointmentId);
    }

    /**
     * Whoever changes an appointment holds it until the end of the transaction, and finds it still
     * to come.
     */
    Appointment lockScheduled(UUID appointmentId) {
        var found =
                one(
                        "select "
                                + COLUMNS
                                + " from appointments a where a.appointment_id = ? for update",
                        appointmentId);
        if (!found.status().equals("scheduled")) {
            throw Problem.conflict(
                    ProblemType.WRONG_STATUS,
                    "status",
                    "The appointment is %s already.".formatted(found.status()));
        }
        return found;
    }

    private Appointment one(String sql, UUID appointmentId) {
        return jdbc.sql(sql)
                .param(appointmentId)
                .query(Appointment.class)
                .optional()
                .orElseThrow(() -> Problem.notFound("appointment_id", appointmentId));
    }

    List<Appointment> list(@Nullable UUID branchId, @Nullable LocalDate day, @Nullable UUID petId) {
        return jdbc.sql(
                        """
                        select %s from appointments a
                        where (cast(:branch as uuid) is null or a.branch_id = :branch)
                          and (cast(:day as date) is null or a.scheduled_day = :day)
                          and (cast(:pet as uuid) is null or a.pet_id = :pet)
                        order by a.appointment_date, a.appointment_id limit %d
                        """
                                .formatted(COLUMNS, MOST))
                .param("branch", branchId)
                .param("day", day)
                .param("pet", petId)
                .query(Appointment.class)
                .list();
    }

    /** What the service charges when nothing comes of it. */
    record Fees(long lateFeeCents, long noShowFeeCents, boolean hasDeposit) {}

    Fees fees(UUID appointmentId) {
        return jdbc.sql(
                        """
                        select s.late_fee_cents, s.no_show_fee_cents,
                               exists (select from deposits d where d.appointment_id = a.appointment_id) as has_deposit
                        from appointments a join services s using (service_id) where a.appointment_id = ?
                        """)
                .param(appointmentId)
                .query(Fees.class)
                .single();
    }

    List<StatusChange> statusChanges(UUID appointmentId) {
        return jdbc.sql(
                        """
                        select changed_by, from_status, to_status, changed_at from appointment_status_changes
                        where appointment_id = ? order by changed_at, change_id
                        """)
                .param(appointmentId)
                .query(StatusChange.class)
                .list();
    }

    /** The column of a stage is the moment at which it was reached. */
    Appointment reach(Caller caller, Appointment before, Stage stage) {
        var after =
                jdbc.sql(
                                "update appointments a set %s = now() where appointment_id = ? returning %s"
                                        .formatted(stage.column(), COLUMNS))
                        .param(before.appointmentId())
                        .query(Appointment.class)
                        .single();
        tell(caller, after, before.stage());
        return after;
    }

    /** What lies between a booking and its outcome. */
    enum Stage {
        CONFIRMED("confirmed_at"),
        CHECKED_IN("checked_in_at");

        private final String column;

        Stage(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    Appointment end(Caller caller, Appointment before, String status) {
        var after =
                jdbc.sql(
                                "update appointments a set status = ? where appointment_id = ? returning "
                                        + COLUMNS)
                        .params(status, before.appointmentId())
                        .query(Appointment.class)
                        .single();
        tell(caller, after, before.stage());
        return after;
    }

    /** Late is what the service calls late; a slot that has begun is late in any case. */
    Appointment cancel(Caller caller, Appointment before) {
        var after =
                jdbc.sql(
                                """
                                update appointments a
                                set status = 'cancelled', cancelled_at = now(),
                                    is_late_cancel = a.appointment_date - make_interval(hours => s.late_cancel_hours) < now()
                                from services s
                                where s.service_id = a.service_id and a.appointment_id = ?
                                returning %s
                                """
                                        .formatted(COLUMNS))
                        .param(before.appointmentId())
                        .query(Appointment.class)
                        .single();
        tell(caller, after, before.stage());
        return after;
    }

    /** Who changed the status, when, from what, to what. */
    private void tell(Caller caller, Appointment after, @Nullable String from) {
        jdbc.sql(
                        """
                        insert into appointment_status_changes
                            (organization_id, branch_id, appointment_id, changed_by, from_status, to_status)
                        values (:organization, :branch, :appointment, :by, :from, :to)
                        """)
                .param("organization", caller.organizationId())
                .param("branch", after.branchId())
                .param("appointment", after.appointmentId())
                .param("by", caller.userId())
                .param("from", from)
                .param("to", after.stage())
                .update();
    }
}
