select organization_id, branch_id, booked_day as day, service_id,
       groupArray(toFloat64(scheduled_day - booked_day)) as numerator, 0 as denominator
from staging.appointments
group by all
