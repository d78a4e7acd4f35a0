select organization_id, branch_id, toStartOfMonth(sale_day) as day,
       sumIf(gross_cents - discount_cents, charge = 'service') as numerator,
       sum(gross_cents - discount_cents) as denominator
from staging.invoice_lines
group by all
