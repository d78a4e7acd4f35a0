-- What is on the shelf now, less what moved since, is what was there then.
with shelves as (
    select m.organization_id as organization_id, m.branch_id as branch_id, m.month as month, i.item_id as item_id,
           any(i.cost_cents) as cost_cents,
           any(i.on_hand) - sumIf(v.quantity, v.moved_day >= m.month) as opening,
           any(i.on_hand) - sumIf(v.quantity, v.moved_day >= addMonths(m.month, 1)) as closing,
           -sumIf(v.quantity, v.kind in ('use', 'sale') and v.moved_day >= m.month and v.moved_day < addMonths(m.month, 1)) as used
    from (select distinct organization_id, branch_id, toStartOfMonth(day) as month from staging.branch_days) as m
    inner join staging.inventory_items as i on i.organization_id = m.organization_id and i.branch_id = m.branch_id
    left join staging.inventory_movements as v on v.organization_id = i.organization_id and v.item_id = i.item_id
    group by m.organization_id, m.branch_id, m.month, i.item_id
)
select organization_id, branch_id, month as day, item_id,
       365 * intDiv((opening + closing) * cost_cents, 2) as numerator, 12 * used * cost_cents as denominator
from shelves
group by all
