select r.organization_id as organization_id, r.branch_id as branch_id, r.due_day as day,
       uniqExactIf(r.reminder_id, f.feedback_day >= r.due_day and f.feedback_day <= r.due_day + 30) as numerator,
       uniqExact(r.reminder_id) as denominator
from staging.reminders as r
left join staging.feedback as f on f.organization_id = r.organization_id and f.appointment_id = r.subject_id
where r.kind = 'feedback' and r.sent_at is not null and r.status != 'failed'
group by all
