-- Goods that come back from a client have a positive sign and lower the cost again.
select organization_id, branch_id, day, sum(cost_cents) as numerator, sum(net_cents) as denominator
from (
    select m.organization_id as organization_id, m.branch_id as branch_id, toStartOfMonth(m.moved_day) as day,
           -m.quantity * i.cost_cents as cost_cents, 0 as net_cents
    from staging.inventory_movements as m
    inner join staging.inventory_items as i on i.organization_id = m.organization_id and i.item_id = m.item_id
    where m.kind in ('use', 'sale')
    union all
    select organization_id, branch_id, toStartOfMonth(sale_day) as day, 0 as cost_cents,
           gross_cents - discount_cents as net_cents
    from staging.invoice_lines
) as parts
group by all
