select a.organization_id as organization_id, a.branch_id as branch_id, toStartOfMonth(a.scheduled_day) as day,
       r.place_kind as place_kind,
       sum(intDiv(a.scheduled_hour * 60 + toMinute(a.appointment_date)
                  + intDiv(dateDiff('second', a.appointment_date, a.ends_at), 60) - 1, 1440)) as numerator,
       count() as denominator
from staging.appointments as a
inner join staging.services as s on s.organization_id = a.organization_id and s.service_id = a.service_id
left join staging.resources as r on r.organization_id = a.organization_id and r.resource_id = a.place_id
where s.category = 'boarding' and a.status = 'completed'
group by all
