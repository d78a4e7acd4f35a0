with base as (
    select h.organization_id as organization_id, h.branch_id as branch_id, h.service_day as day, h.service_id as service_id,
           h.appointment_id as appointment_id, h.pet_id as pet_id, s.category = 'boarding' as is_stay,
           a.scheduled_day as first_day,
           a.scheduled_day + intDiv(a.scheduled_hour * 60 + toMinute(a.appointment_date)
                  + intDiv(dateDiff('second', a.appointment_date, a.ends_at), 60) - 1, 1440) as last_day
    from staging.service_histories as h
    inner join staging.services as s on s.organization_id = h.organization_id and s.service_id = h.service_id
    inner join staging.appointments as a
        on a.organization_id = h.organization_id and a.appointment_id = h.appointment_id
    where s.category in ('boarding', 'grooming')
),
billed as (
    select b.organization_id as organization_id, b.appointment_id as appointment_id
    from base as b
    inner join staging.invoices as i
        on i.organization_id = b.organization_id and i.appointment_id = b.appointment_id
    inner join staging.invoice_lines as l on l.organization_id = i.organization_id and l.invoice_id = i.invoice_id
    where l.kind = 'sale' and l.charge in ('service', 'item') and (l.item_id is not null or l.service_id != b.service_id)
),
given as (
    select b.organization_id as organization_id, b.appointment_id as appointment_id
    from base as b
    inner join staging.service_histories as o
        on o.organization_id = b.organization_id and o.branch_id = b.branch_id and o.pet_id = b.pet_id
    where b.is_stay and o.service_id != b.service_id and o.service_day between b.first_day and b.last_day
)
select b.organization_id as organization_id, b.branch_id as branch_id, b.day as day, b.service_id as service_id,
       uniqExactIf(b.appointment_id, m.has_more) as numerator, uniqExact(b.appointment_id) as denominator
from base as b
left join (
    select distinct organization_id, appointment_id, true as has_more
    from (select * from billed union all select * from given)
) as m on m.organization_id = b.organization_id and m.appointment_id = b.appointment_id
group by all
