with transactions as (
    select i.organization_id as organization_id, i.branch_id as branch_id, a.pet_id as pet_id, i.sale_day as sale_day
    from staging.invoices as i
    inner join staging.appointments as a
        on a.organization_id = i.organization_id and a.appointment_id = i.appointment_id
    where a.status = 'completed'
),
wanderers as (
    select organization_id, pet_id from transactions group by organization_id, pet_id having uniqExact(branch_id) > 1
)
select d.organization_id as organization_id, d.branch_id as branch_id, d.day as day,
       uniqExact(t.pet_id) as numerator, 0 as denominator,
       groupUniqArrayIf(t.pet_id, (t.organization_id, t.pet_id) in (select organization_id, pet_id from wanderers)) as numerator_shared
from staging.branch_days as d
inner join transactions as t on t.organization_id = d.organization_id and t.branch_id = d.branch_id
where t.sale_day <= d.day and t.sale_day > addMonths(d.day, -14)
group by all
