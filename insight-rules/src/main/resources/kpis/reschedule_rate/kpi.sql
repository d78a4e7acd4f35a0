select organization_id, branch_id, booked_day as day, service_id,
       countIf(reschedules > 0) as numerator, count() as denominator
from staging.appointments
group by all
