-- An invoice whose services were given on two days is two visits. It is of one branch, and a day of it in one cell only:
-- visits are summed.
select h.organization_id as organization_id, h.branch_id as branch_id, h.service_day as day,
       uniqExact(i.invoice_id) as numerator, 0 as denominator
from staging.service_histories as h
inner join staging.invoices as i
    on i.organization_id = h.organization_id and i.appointment_id = h.appointment_id
group by all
