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
    opened_at       DateTime64(6, 'UTC'),
    updated_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, alert_id, rule, severity, subject_kind, subject_id, episode, status,
       opened_at, updated_at, source_version
from raw.alerts final
where is_deleted = 0
