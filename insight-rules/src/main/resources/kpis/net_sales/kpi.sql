-- A refund is a line of its own with negative amounts, so one sum is enough.
select organization_id, branch_id, sale_day as day, service_id,
       sum(gross_cents - discount_cents) as numerator, 0 as denominator
from staging.invoice_lines
group by all
