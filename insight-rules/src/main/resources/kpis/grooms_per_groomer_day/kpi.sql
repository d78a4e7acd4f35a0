select organization_id, branch_id, day, staff_id, sum(grooms) as numerator, sum(staffed) as denominator
from (
    select h.organization_id as organization_id, h.branch_id as branch_id, h.service_day as day, h.staff_id as staff_id,
           uniqExact(h.appointment_id) as grooms, 0 as staffed
    from staging.service_histories as h
    inner join staging.services as s on s.organization_id = h.organization_id and s.service_id = h.service_id
    where s.category = 'grooming' and h.staff_id is not null
    group by organization_id, branch_id, day, staff_id
    union all
    select distinct f.organization_id as organization_id, f.branch_id as branch_id, f.shift_day as day,
           toNullable(f.user_id) as staff_id, 0 as grooms, 1 as staffed
    from staging.shifts as f
    inner join staging.resources as r
        on r.organization_id = f.organization_id and r.branch_id = f.branch_id and r.user_id = f.user_id
    where r.kind = 'staff' and has(r.skills, 'grooming')
) as parts
group by all
