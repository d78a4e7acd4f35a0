-- A search that found something is not remembered; what came of it is a booking.
select organization_id, branch_id, day, service_id, sum(denied) as numerator, count() as denominator
from (
    select organization_id, branch_id, searched_day as day, service_id, 1 as denied
    from staging.slot_searches
    where found = 0
    union all
    select organization_id, branch_id, booked_day as day, service_id, 0 as denied
    from staging.appointments
) as asked
group by all
