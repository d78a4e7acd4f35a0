-- The act of booking: a cancelled appointment was still booked, a deleted row never was.
select organization_id, branch_id, booked_day as day, service_id,
       count() as numerator, 0 as denominator
from staging.appointments
group by all
