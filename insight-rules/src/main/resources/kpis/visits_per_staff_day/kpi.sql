select organization_id, branch_id, day, staff_id, sum(visits) as numerator, sum(staffed) as denominator
from (
    select organization_id, branch_id, service_day as day, staff_id, uniqExact(appointment_id) as visits, 0 as staffed
    from staging.service_histories
    where staff_id is not null
    group by organization_id, branch_id, day, staff_id
    union all
    select distinct organization_id, branch_id, shift_day as day, toNullable(user_id) as staff_id, 0 as visits, 1 as staffed
    from staging.shifts
) as parts
group by all
