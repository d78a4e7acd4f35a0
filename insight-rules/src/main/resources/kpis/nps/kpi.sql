select organization_id, branch_id, feedback_day as day,
       countIf(nps >= 9) - countIf(nps <= 6) as numerator, count(nps) as denominator
from staging.feedback
group by all
