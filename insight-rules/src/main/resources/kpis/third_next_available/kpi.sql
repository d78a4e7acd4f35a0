-- Half hours of the clock: a shift offers those that it holds whole, an appointment takes all that it touches. What was
-- booked later, or cancelled by then, did not stand in the way that evening.
with offered as (
    select organization_id, branch_id, user_id as staff_id, shift_day,
           arrayJoin(range(toUInt32(ceil(toUnixTimestamp(starts_at) / 1800)), toUInt32(intDiv(toUnixTimestamp(ends_at), 1800)))) as half_hour
    from staging.shifts
),
taken as (
    select organization_id, assumeNotNull(staff_id) as staff_id, booked_day,
           if(status = 'cancelled', toDate(assumeNotNull(cancelled_at)), toDate('2149-06-06')) as freed_day,
           arrayJoin(range(toUInt32(intDiv(toUnixTimestamp(appointment_date), 1800)), toUInt32(ceil(toUnixTimestamp(ends_at) / 1800)))) as half_hour
    from staging.appointments
    where staff_id is not null and ends_at <= appointment_date + interval 12 hour
),
open as (
    select d.organization_id as organization_id, d.branch_id as branch_id, d.day as day, o.staff_id as staff_id,
           o.shift_day as shift_day, o.half_hour as half_hour,
           max(t.booked_day <= d.day and t.freed_day > d.day) as is_taken
    from staging.branch_days as d
    inner join offered as o on o.organization_id = d.organization_id and o.branch_id = d.branch_id
    left join taken as t
        on t.organization_id = o.organization_id and t.staff_id = o.staff_id and t.half_hour = o.half_hour
    where o.shift_day > d.day and o.shift_day <= d.day + 30
    group by all
    having not is_taken
)
select organization_id, branch_id, day, staff_id,
       arraySort(groupArray(shift_day - day))[3] as numerator, 1 as denominator
from open
group by all
having count() >= 3
