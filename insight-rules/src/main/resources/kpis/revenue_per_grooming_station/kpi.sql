select organization_id, branch_id, day, sum(net_cents) as numerator, sum(stations) as denominator
from (
    select l.organization_id as organization_id, l.branch_id as branch_id, l.sale_day as day,
           l.gross_cents - l.discount_cents as net_cents, 0 as stations
    from staging.invoice_lines as l
    inner join staging.services as s on s.organization_id = l.organization_id and s.service_id = l.service_id
    where s.category = 'grooming' and l.charge = 'service'
    union all
    select d.organization_id as organization_id, d.branch_id as branch_id, d.day as day, 0 as net_cents, 1 as stations
    from staging.branch_days as d
    inner join staging.resources as r on r.organization_id = d.organization_id and r.branch_id = d.branch_id
    where r.kind = 'place' and toDate(r.created_at) <= d.day
      and (r.place_kind = 'table'
           or (r.organization_id, r.place_kind) in (
               select organization_id, place_kind from staging.services
               where category = 'grooming' and place_kind is not null))
) as parts
group by all
