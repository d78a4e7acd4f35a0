-- The two parts of a ratio, so that franchises and months sum them.
select organization_id, branch_id, scheduled_day as day, service_id, scheduled_hour,
       countIf(status = 'no_show') as numerator, count() as denominator
from staging.appointments
where status in ('completed', 'no_show') or is_late_cancel
group by all
