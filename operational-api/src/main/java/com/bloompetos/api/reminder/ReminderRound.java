package com.bloompetos.api.reminder;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.background.Round;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds whom to remind of what, once for each thing, and sends it. */
@Component
class ReminderRound implements Round {
    /** One look for each kind; the unique key makes a second look harmless. */
    private static final String FIND =
            """
            insert into reminders (organization_id, branch_id, pet_id, kind, subject_id, channel, due_day)
            select organization_id, branch_id, pet_id, kind, subject_id, 'outbox', due_day from (
                select a.organization_id, a.branch_id, a.pet_id, 'appointment' as kind, a.appointment_id as subject_id,
                       a.scheduled_day as due_day
                from branches b join appointments a on a.branch_id = b.branch_id
                    and a.scheduled_day between current_date - 1 and current_date + 2
                where a.status = 'scheduled'
                  and a.appointment_date between now() + interval '1 hour' and now() + interval '24 hours'
                union all
                select v.organization_id, v.branch_id, v.pet_id, 'vaccination', v.vaccination_id, v.expiry_date
                from branches b join vaccinations v on v.branch_id = b.branch_id
                    and v.expiry_date between current_date and current_date + 14
                where not exists (select from vaccinations later where later.pet_id = v.pet_id
                                  and later.vaccine_name = v.vaccine_name and later.vaccination_date > v.vaccination_date)
                union all
                select a.organization_id, a.branch_id, a.pet_id, 'rebooking', a.appointment_id, current_date
                from branches b join appointments a on a.branch_id = b.branch_id
                    and a.scheduled_day between current_date - 58 and current_date - 56
                where a.status = 'completed' and not exists (
                    select from appointments next where next.pet_id = a.pet_id and next.appointment_date > a.appointment_date
                      and next.status in ('scheduled', 'completed'))
                union all
                select a.organization_id, a.branch_id, a.pet_id, 'feedback', a.appointment_id, a.scheduled_day
                from branches b join appointments a on a.branch_id = b.branch_id
                    and a.scheduled_day between current_date - 2 and current_date + 1
                where a.status = 'completed' and a.updated_at between now() - interval '24 hours' and now() - interval '1 hour'
            ) due
            where not exists (select from reminders r where r.kind = due.kind and r.subject_id = due.subject_id)
            -- Whoever else finds the same at the same moment waits for the same rows in the same order.
            order by kind, subject_id limit 500
            on conflict do nothing
            """;

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Postman postman;

    ReminderRound(TenantTransaction transaction, JdbcClient jdbc, Postman postman) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.postman = postman;
    }

    @Override
    public String name() {
        return "reminders";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(30);
    }

    @Override
    public void go() {
        var organizations =
                jdbc.sql("select * from security.organizations()").query(UUID.class).list();
        for (var organization : organizations) {
            var program = Caller.ofProgram(organization);
            transaction.write(program, () -> jdbc.sql(FIND).update());
            postman.deliver(program);
        }
    }
}
