-- Net sales are this less discounts and refunds, so a refund's line must not stand in here.
select organization_id, branch_id, sale_day as day, service_id,
       sum(gross_cents) as numerator, 0 as denominator
from staging.invoice_lines
where kind = 'sale'
group by all
