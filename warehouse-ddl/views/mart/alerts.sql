-- One row per alert, newest state: what was found where, what became of it, how long that took.
create or replace view mart.alerts (
    organization_id        UUID,
    branch_id              UUID,
    alert_id               UUID,
    rule                   LowCardinality(String),
    severity               LowCardinality(String),
    subject_kind           LowCardinality(String),
    subject_id             String,
    episode                String,
    status                 LowCardinality(String),
    is_open                Bool,
    is_judged              Bool,
    is_right               Bool,
    is_demoted             Bool,
    feedback               LowCardinality(String),
    at_stake_cents         Nullable(Int64),
    action                 LowCardinality(String),
    opened_day             Date,
    opened_at              DateTime64(6, 'UTC'),
    acknowledged_at        Nullable(DateTime64(6, 'UTC')),
    snoozed_until          Nullable(DateTime64(6, 'UTC')),
    closed_at              Nullable(DateTime64(6, 'UTC')),
    closed_by              Nullable(UUID),
    minutes_to_acknowledge Nullable(Int64),
    minutes_to_close       Nullable(Int64),
    updated_at             DateTime64(6, 'UTC')
) as
select organization_id, branch_id, alert_id, rule, severity, subject_kind, subject_id, episode, status,
       status in ('opened', 'acknowledged', 'snoozed') as is_open,
       status = 'wrong' or is_right as is_judged,
       -- One that its rule resolved before anybody looked was not judged.
       status != 'wrong' and (acknowledged_at is not null or (status = 'resolved' and closed_by is not null)) as is_right,
       is_demoted, feedback, at_stake_cents, action, opened_day, opened_at, acknowledged_at, snoozed_until, closed_at, closed_by,
       dateDiff('minute', opened_at, acknowledged_at) as minutes_to_acknowledge,
       dateDiff('minute', opened_at, closed_at) as minutes_to_close,
       updated_at
from staging.alerts
