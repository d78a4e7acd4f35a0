-- What someone must act on, and whether they did; its words stay in Postgres.
create or replace view staging.alerts (
    organization_id UUID,
    branch_id       UUID,
    alert_id        UUID,
    rule            LowCardinality(String),
    severity        LowCardinality(String),
    subject_kind    LowCardinality(String),
    subject_id      String,
    episode         String,
    status          LowCardinality(String),
    opened_day      Date,
    opened_at       DateTime64(6, 'UTC'),
    updated_at      DateTime64(6, 'UTC'),
    acknowledged_at Nullable(DateTime64(6, 'UTC')),
    snoozed_until   Nullable(DateTime64(6, 'UTC')),
    closed_at       Nullable(DateTime64(6, 'UTC')),
    closed_by       Nullable(UUID),
    feedback        LowCardinality(String),
    is_demoted      Bool,
    at_stake_cents  Nullable(Int64),
    action          LowCardinality(String),
    source_version  UInt64
) as
select organization_id, branch_id, alert_id, rule, severity, subject_kind, subject_id, episode, status,
       toDate(opened_day) as opened_day, opened_at, updated_at, acknowledged_at, snoozed_until, closed_at, closed_by,
       ifNull(feedback, '') as feedback, is_demoted, at_stake_cents, action, source_version
from raw.alerts final
where is_deleted = 0
