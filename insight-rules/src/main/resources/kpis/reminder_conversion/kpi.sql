select organization_id, branch_id, due_day as day, kind, countIf(is_followed) as numerator, count() as denominator
from (
    select r.organization_id as organization_id, r.branch_id as branch_id, r.due_day as due_day, r.kind as kind,
           r.reminder_id as reminder_id,
           max(b.created_at > assumeNotNull(r.sent_at)
               and b.created_at <= assumeNotNull(r.sent_at) + interval 30 day) as is_followed
    from staging.reminders as r
    left join staging.appointments as b on b.organization_id = r.organization_id and b.pet_id = r.pet_id
    where r.sent_at is not null and r.status != 'failed'
    group by all
) as sent
group by all
