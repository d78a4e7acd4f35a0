-- A refund is a line of its own with negative amounts.
select organization_id, branch_id, sale_day as day, service_id,
       sum(discount_cents - gross_cents) as numerator, 0 as denominator
from staging.invoice_lines
where kind = 'refund'
group by all
