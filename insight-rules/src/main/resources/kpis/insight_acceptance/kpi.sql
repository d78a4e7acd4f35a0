select organization_id, branch_id, opened_day as day, kpi as rule,
       countIf(feedback in ('useful', 'done')) as numerator, count() as denominator
from staging.insights
where feedback != ''
group by all
