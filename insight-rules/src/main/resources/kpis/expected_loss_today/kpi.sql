-- The newest score of each; an appointment that has none yet is left out.
with costs as (
    select i.organization_id as organization_id, i.branch_id as branch_id, s.service_id as service_id,
           sum(s.quantity * i.cost_cents) as cost_cents
    from staging.service_supplies as s
    inner join staging.inventory_items as i on i.organization_id = s.organization_id and i.sku = s.item_sku
    group by all
)
select a.organization_id as organization_id, a.branch_id as branch_id, a.scheduled_day as day,
       round(sum(r.probability * (a.price_cents - c.cost_cents))) as numerator, 0 as denominator
from staging.appointments as a
inner join staging.risk_scores as r on r.organization_id = a.organization_id and r.appointment_id = a.appointment_id
left join costs as c
    on c.organization_id = a.organization_id and c.branch_id = a.branch_id and c.service_id = a.service_id
where a.status = 'scheduled'
group by all
