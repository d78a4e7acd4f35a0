select organization_id, branch_id, opened_day as day, rule, countIf(is_right) as numerator, count() as denominator
from (
    select organization_id, branch_id, opened_day, rule, status,
           status != 'wrong' and (acknowledged_at is not null or (status = 'resolved' and closed_by is not null)) as is_right
    from staging.alerts
) as judged
where is_right or status = 'wrong'
group by all
