-- Whether a cancel is late is decided when it is made, by the policy of that moment.
select organization_id, branch_id, scheduled_day as day, service_id, scheduled_hour,
       countIf(is_late_cancel) as numerator, count() as denominator
from staging.appointments
group by all
