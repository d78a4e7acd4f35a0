select organization_id, branch_id, feedback_day as day, countIf(csat >= 4) as numerator, count(csat) as denominator
from staging.feedback
group by all
