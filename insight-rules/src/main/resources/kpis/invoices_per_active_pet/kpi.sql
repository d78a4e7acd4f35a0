-- Both count ids, so that branches of one chain merge: a pet that goes to two of them is one active pet.
with months as (
    select distinct organization_id, branch_id, toStartOfMonth(day) as month from staging.branch_days
)
select m.organization_id as organization_id, m.branch_id as branch_id, m.month as day,
       groupUniqArrayIf(i.invoice_id, i.sale_day >= addMonths(m.month, -11)) as numerator,
       groupUniqArrayIf(a.pet_id, a.status = 'completed') as denominator
from months as m
inner join staging.invoices as i on i.organization_id = m.organization_id and i.branch_id = m.branch_id
left join staging.appointments as a
    on a.organization_id = i.organization_id and a.appointment_id = i.appointment_id
where i.sale_day < addMonths(m.month, 1) and i.sale_day >= addMonths(m.month, -13)
group by all
