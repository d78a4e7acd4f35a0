-- In millionths, so that readings stay whole numbers that add up.
select a.organization_id as organization_id, a.branch_id as branch_id, a.scheduled_day as day,
       toString(least(9, toUInt8(floor(10 * r.probability)))) as risk_band,
       if(r.client_visits = 0, 'new', 'known') as client_kind, ifNull(r.species, 'unknown') as species,
       1000000 * countIf(a.status = 'no_show') as numerator,
       sum(toInt64(round(1000000 * r.probability))) as denominator
from staging.appointments as a
inner join staging.risk_scores as r on r.organization_id = a.organization_id and r.appointment_id = a.appointment_id
where a.status in ('completed', 'no_show')
group by all
