-- In which franchise and on which weekday are more appointments missed than four weeks ago?
-- The last seven whole days, each beside the same weekday 28 days before. Parts are summed before they are divided: the
-- average of branches' rates would let a branch with two appointments weigh as much as one with two hundred.
with today() as this_day
select b.franchise as franchise,
       toDayOfWeek(r.day) as weekday,
       round(100 * sumIf(r.numerator, r.day >= this_day - 7) / nullIf(sumIf(r.denominator, r.day >= this_day - 7), 0), 1) as missed_percent,
       round(100 * sumIf(r.numerator, r.day < this_day - 7) / nullIf(sumIf(r.denominator, r.day < this_day - 7), 0), 1) as four_weeks_ago,
       round(missed_percent - four_weeks_ago, 1) as points_more
from (
    select organization_id, branch_id, day, numerator, denominator
    from mart.latest_readings final
    where kpi = 'no_show_rate'
      and (day between this_day - 7 and this_day - 1 or day between this_day - 35 and this_day - 29)
) as r
inner join mart.branches as b on b.organization_id = r.organization_id and b.branch_id = r.branch_id
group by franchise, weekday
order by points_more desc nulls last, franchise, weekday;
