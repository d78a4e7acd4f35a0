-- The newest dose of each vaccine, wherever in the chain it was given, decides; a dose of tomorrow does not.
with days as (
    select distinct organization_id, day from staging.branch_days
),
newest as (
    select d.organization_id as organization_id, d.day as day, v.pet_id as pet_id, v.vaccine_name as vaccine_name,
           argMax(v.branch_id, (v.vaccination_date, v.vaccination_id)) as last_branch,
           argMax(ifNull(v.expiry_date, toDate('2149-06-06')), (v.vaccination_date, v.vaccination_id)) as expires_on
    from days as d
    inner join staging.vaccinations as v on v.organization_id = d.organization_id
    where v.vaccination_date <= d.day
    group by all
    having expires_on < d.day and expires_on > d.day - 730
),
booked as (
    select distinct d.organization_id as organization_id, d.day as day, a.pet_id as pet_id
    from days as d
    inner join staging.appointments as a on a.organization_id = d.organization_id
    where a.booked_day <= d.day and a.scheduled_day > d.day
      and (a.status != 'cancelled' or toDate(a.cancelled_at) > d.day)
)
select d.organization_id as organization_id, d.branch_id as branch_id, d.day as day, n.vaccine_name as vaccine_name,
       count() as numerator, 0 as denominator
from staging.branch_days as d
inner join newest as n on n.organization_id = d.organization_id and n.last_branch = d.branch_id and n.day = d.day
left anti join booked as b on b.organization_id = n.organization_id and b.day = n.day and b.pet_id = n.pet_id
group by all
