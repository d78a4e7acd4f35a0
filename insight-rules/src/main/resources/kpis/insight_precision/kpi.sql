-- What late rows overturn was wrong, whatever a reader said of it before.
select organization_id, branch_id, opened_day as day, kpi as rule,
       countIf(status != 'withdrawn' and feedback in ('useful', 'known', 'done')) as numerator, count() as denominator
from staging.insights
where status = 'withdrawn' or feedback != ''
group by all
