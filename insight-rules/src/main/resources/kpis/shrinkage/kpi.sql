select m.organization_id as organization_id, m.branch_id as branch_id, m.moved_day as day, m.item_id as item_id,
       sum(-m.quantity * i.cost_cents) as numerator, 0 as denominator
from staging.inventory_movements as m
inner join staging.inventory_items as i on i.organization_id = m.organization_id and i.item_id = m.item_id
where m.kind = 'count'
group by all
