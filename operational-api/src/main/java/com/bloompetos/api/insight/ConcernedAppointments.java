package com.bloompetos.api.insight;

import com.bloompetos.insight.explain.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The coming appointments of the part of a branch that an insight is about, as the caller may see
 * them: a client who is known only to a rival's branch is a new one here.
 */
@Component
class ConcernedAppointments {
    /** Sooner, the usual reminder is on its way; later, people forget what they confirmed. */
    private static final String WHEN =
            "a.appointment_date between now() + interval '26 hours' and now() + interval '14 days'";

    private final JdbcClient jdbc;

    ConcernedAppointments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One whose client has neither confirmed nor been asked. */
    record Concerned(UUID appointmentId, UUID petId) {}

    List<Concerned> of(UUID branchId, Map<String, String> part) {
        var conditions = new StringBuilder();
        var values = new ArrayList<Object>(List.of(branchId));
        part.forEach(
                (name, value) -> {
                    conditions.append(" and ").append(attribute(Attribute.of(name))).append(" = ?");
                    values.add(value);
                });
        return jdbc.sql(
                        """
                        select a.appointment_id, a.pet_id
                        from appointments a join pets p using (organization_id, pet_id) join services s using (organization_id, service_id)
                             left join resources r on r.branch_id = a.branch_id and r.kind = 'staff' and r.user_id = a.staff_id
                        where a.branch_id = ? and a.status = 'scheduled' and a.confirmed_at is null and %s
                          and not exists (select from insight_action_targets t where t.appointment_id = a.appointment_id)
                          %s
                        order by a.appointment_id limit 1000
                        """
                                .formatted(WHEN, conditions))
                .params(values)
                .query(Concerned.class)
                .list();
    }

    /** As {@code FactsSql} tells them of the past. */
    private static String attribute(Attribute attribute) {
        return switch (attribute) {
            case CATEGORY -> "s.category";
            case SERVICE -> "s.name";
            case STAFF -> "coalesce(nullif(r.label, ''), 'nobody')";
            case WEEKDAY -> "to_char(a.scheduled_day, 'FMDay')";
            case HOURS ->
                    "case when a.scheduled_hour < 11 then 'early' when a.scheduled_hour < 15 then 'midday' else 'late' end";
            case CLIENT ->
                    """
                    case when exists (select from appointments e join pets q using (organization_id, pet_id)
                        where q.user_id = p.user_id and e.created_at < a.created_at) then 'known' else 'new' end""";
            case LEAD ->
                    """
                    case when a.scheduled_day <= a.booked_day then 'same day' when a.scheduled_day - a.booked_day <= 3 then '1 to 3 days'
                        when a.scheduled_day - a.booked_day <= 10 then '4 to 10 days' else '11 days or more' end""";
            case SPECIES -> "coalesce(nullif(p.species, ''), 'unknown')";
        };
    }
}
