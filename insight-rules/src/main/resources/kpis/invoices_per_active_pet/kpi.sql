-- A pet that goes to two branches is one active pet of the chain; an invoice is of one branch.
with months as (
    select distinct organization_id, branch_id, toStartOfMonth(day) as month from staging.branch_days
),
wanderers as (
    select a.organization_id as organization_id, a.pet_id as pet_id
    from staging.invoices as i
    inner join staging.appointments as a
        on a.organization_id = i.organization_id and a.appointment_id = i.appointment_id
    group by organization_id, pet_id
    having uniqExact(i.branch_id) > 1
)
select m.organization_id as organization_id, m.branch_id as branch_id, m.month as day,
       uniqExactIf(i.invoice_id, i.sale_day >= addMonths(m.month, -11)) as numerator,
       uniqExactIf(a.pet_id, a.status = 'completed') as denominator,
       groupUniqArrayIf(
           a.pet_id,
           a.status = 'completed'
           and (a.organization_id, a.pet_id) in (select organization_id, pet_id from wanderers)) as denominator_shared
from months as m
inner join staging.invoices as i on i.organization_id = m.organization_id and i.branch_id = m.branch_id
left join staging.appointments as a
    on a.organization_id = i.organization_id and a.appointment_id = i.appointment_id
where i.sale_day < addMonths(m.month, 1) and i.sale_day >= addMonths(m.month, -13)
group by all
