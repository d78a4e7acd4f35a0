-- What rules found, newest state of each episode.
create or replace view staging.findings (
    organization_id UUID,
    branch_id       UUID,
    rule            LowCardinality(String),
    severity        LowCardinality(String),
    subject_kind    LowCardinality(String),
    subject_id      String,
    episode         String,
    title           String,
    evidence        Map(String, String),
    state           LowCardinality(String),
    found_at        DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, rule, severity, subject_kind, subject_id, episode, title, evidence, state,
       found_at, source_version
from raw.findings final
where is_deleted = 0
