-- Which days' net sales does the dashboard show differently from what it showed a week ago?
-- mart.readings keeps every value that was ever told: what was shown at a moment is the newest of those recorded by then.
-- The version is the log position behind the value; the rows between the two are what changed it.
with now() - interval 7 day as then
select b.branch as branch,
       r.day as day,
       sum(r.cents_then) / 100 as shown_then,
       sum(r.cents_now) / 100 as shown_now,
       (sum(r.cents_now) - sum(r.cents_then)) / 100 as restated,
       max(r.version_then) as version_then,
       max(r.version_now) as version_now
from (
    select organization_id, branch_id, day, dimensions,
           argMaxIf(numerator, (version, recorded_at), recorded_at <= then) as cents_then,
           argMax(numerator, (version, recorded_at)) as cents_now,
           maxIf(version, recorded_at <= then) as version_then,
           max(version) as version_now
    from mart.readings
    where kpi = 'net_sales' and day < toDate(then)
    group by organization_id, branch_id, day, dimensions
) as r
inner join mart.branches as b on b.organization_id = r.organization_id and b.branch_id = r.branch_id
group by branch, day
having restated != 0
order by abs(restated) desc, branch, day;
