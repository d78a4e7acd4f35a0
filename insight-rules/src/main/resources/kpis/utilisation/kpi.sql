-- Nobody works twelve hours on one pet: a longer slot is a stay, over which its staff look after others, too.
select organization_id, branch_id, day, staff_id, sum(booked) as numerator, sum(rostered) as denominator
from (
    select organization_id, branch_id, scheduled_day as day, staff_id,
           intDiv(dateDiff('second', appointment_date, ends_at), 60) as booked, 0 as rostered
    from staging.appointments
    where status != 'cancelled' and staff_id is not null and ends_at <= appointment_date + interval 12 hour
    union all
    select organization_id, branch_id, shift_day as day, toNullable(user_id) as staff_id,
           0 as booked, intDiv(dateDiff('second', starts_at, ends_at), 60) as rostered
    from staging.shifts
) as minutes
group by all
