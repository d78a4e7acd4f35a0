-- Who was reminded of what, and what became of it.
create or replace view staging.reminders (
    organization_id UUID,
    branch_id       UUID,
    reminder_id     UUID,
    pet_id          UUID,
    kind            LowCardinality(String),
    subject_id      UUID,
    channel         LowCardinality(String),
    status          LowCardinality(String),
    due_day         Date,
    sent_at         Nullable(DateTime64(6, 'UTC')),
    answered_at     Nullable(DateTime64(6, 'UTC')),
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, reminder_id, pet_id, kind, subject_id, channel, status,
       toDate(due_day) as due_day, sent_at, answered_at, created_at,
       source_version
from raw.reminders final
where is_deleted = 0
