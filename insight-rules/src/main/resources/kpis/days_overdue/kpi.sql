-- The newest dose of each vaccine, wherever in the chain it was given, decides; a dose of tomorrow does not.
with doses as (
    select organization_id, branch_id, pet_id, vaccine_name, vaccination_date,
           ifNull(expiry_date, toDate('2149-06-06')) as expires_on,
           leadInFrame(vaccination_date, 1, toDate('2149-06-06')) over (
               partition by organization_id, pet_id, vaccine_name order by vaccination_date, vaccination_id
               rows between current row and unbounded following) as next_day
    from staging.vaccinations
),
booked as (
    select organization_id, pet_id,
           groupArray((booked_day, if(status = 'cancelled', least(scheduled_day, toDate(assumeNotNull(cancelled_at))), scheduled_day))) as spans
    from staging.appointments
    group by organization_id, pet_id
)
select d.organization_id as organization_id, d.branch_id as branch_id, d.day as day, n.vaccine_name as vaccine_name,
       sum(d.day - n.expires_on) as numerator, count() as denominator
from staging.branch_days as d
inner join doses as n on n.organization_id = d.organization_id and n.branch_id = d.branch_id
left join booked as b on b.organization_id = n.organization_id and b.pet_id = n.pet_id
where n.vaccination_date <= d.day and n.next_day > d.day and n.expires_on < d.day and n.expires_on > d.day - 730
  and not arrayExists(span -> span.1 <= d.day and span.2 > d.day, b.spans)
group by all
