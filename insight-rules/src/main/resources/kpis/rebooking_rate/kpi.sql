-- At the desk the next date is made before the invoice is: the whole day of the visit counts, not the minutes after it.
-- An invoice is written within a week, so only bookings of these days are looked at.
select organization_id, branch_id, day, staff_id, countIf(is_rebooked) as numerator, count() as denominator
from (
    select h.organization_id as organization_id, h.branch_id as branch_id, h.service_day as day, h.staff_id as staff_id,
           i.invoice_id as invoice_id,
           max(b.appointment_id != h.appointment_id and b.created_at <= i.created_at + interval 24 hour
               and b.appointment_date > i.created_at) as is_rebooked
    from staging.service_histories as h
    inner join staging.invoices as i
        on i.organization_id = h.organization_id and i.appointment_id = h.appointment_id
    left join (
        select organization_id, pet_id, appointment_id, created_at, appointment_date,
               booked_day - arrayJoin(range(8)) as after_day
        from staging.appointments
    ) as b on b.organization_id = h.organization_id and b.pet_id = h.pet_id and b.after_day = h.service_day
    where i.status = 'paid'
    group by all
) as closed
group by all
