-- Half hours of the clock: a shift offers those that it holds whole, an appointment takes all that it touches. What was
-- booked later, or cancelled by then, did not stand in the way that evening.
with offered as (
    select organization_id, branch_id, user_id as staff_id, shift_day,
           shift_day - arrayJoin(range(1, 31)) as day,
           arrayJoin(range(toUInt32(ceil(toUnixTimestamp(starts_at) / 1800)),
                           toUInt32(intDiv(toUnixTimestamp(ends_at), 1800)))) as half_hour
    from staging.shifts
    where shift_day > (select min(day) from staging.branch_days)
      and shift_day <= (select max(day) + 30 from staging.branch_days)
),
taken as (
    select organization_id, staff_id, half_hour, groupArray((booked_day, freed_day)) as spans
    from (
        select organization_id, assumeNotNull(staff_id) as staff_id, booked_day,
               if(status = 'cancelled', toDate(assumeNotNull(cancelled_at)), toDate('2149-06-06')) as freed_day,
               arrayJoin(range(toUInt32(intDiv(toUnixTimestamp(appointment_date), 1800)),
                               toUInt32(ceil(toUnixTimestamp(ends_at) / 1800)))) as half_hour
        from staging.appointments
        where staff_id is not null and ends_at <= appointment_date + interval 12 hour
          and scheduled_day >= (select min(day) from staging.branch_days)
          and scheduled_day <= (select max(day) + 31 from staging.branch_days)
    )
    group by organization_id, staff_id, half_hour
)
select d.organization_id as organization_id, d.branch_id as branch_id, d.day as day, o.staff_id as staff_id,
       groupArraySorted(3)(toUInt16(o.shift_day - d.day))[3] as numerator, 1 as denominator
from staging.branch_days as d
inner join offered as o on o.organization_id = d.organization_id and o.branch_id = d.branch_id and o.day = d.day
left join taken as t on t.organization_id = o.organization_id and t.staff_id = o.staff_id and t.half_hour = o.half_hour
where not arrayExists(span -> span.1 <= d.day and span.2 > d.day, t.spans)
group by all
having count() >= 3
