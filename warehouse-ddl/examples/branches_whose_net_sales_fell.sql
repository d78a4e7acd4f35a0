-- Which branches sold less in the last 28 whole days than in the 28 before, and which of their services?
-- 28 days hold every weekday four times, so no weekend stands on one side only. Goods have no service. The services of a
-- branch add up to its fall.
with today() as this_day
select b.branch as branch,
       ifNull(nullIf(s.name, ''), 'goods') as service,
       sum(r.cents_now) / 100 as now,
       sum(r.cents_before) / 100 as before,
       (sum(r.cents_now) - sum(r.cents_before)) / 100 as change,
       any(r.branch_change) / 100 as change_of_branch
from (
    select organization_id, branch_id, dimensions[1] as service,
           sumIf(numerator, day >= this_day - 28) as cents_now,
           sumIf(numerator, day < this_day - 28) as cents_before,
           sum(cents_now - cents_before) over (partition by organization_id, branch_id) as branch_change
    from mart.latest_readings final
    where kpi = 'net_sales' and day between this_day - 56 and this_day - 1
    group by organization_id, branch_id, service
) as r
inner join mart.branches as b on b.organization_id = r.organization_id and b.branch_id = r.branch_id
left join mart.services as s on s.organization_id = r.organization_id and toString(s.service_id) = r.service
where r.branch_change < 0
group by branch, service
order by change_of_branch, branch, change;
