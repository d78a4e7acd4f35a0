-- A search names the days it would take; the last of them is the day of departure, unless it is the only one.
select s.organization_id as organization_id, s.branch_id as branch_id,
       s.from_day + arrayJoin(range(toUInt32(least(greatest(s.to_day - s.from_day, 1), 60)))) as day,
       s.service_id as service_id, count() as numerator, 0 as denominator
from staging.slot_searches as s
inner join staging.services as v on v.organization_id = s.organization_id and v.service_id = s.service_id
where s.found = 0 and v.category = 'boarding'
group by all
