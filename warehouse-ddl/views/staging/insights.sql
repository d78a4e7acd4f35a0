-- What stood out at a branch, and what people made of it.
create or replace view staging.insights (
    organization_id    UUID,
    branch_id          UUID,
    insight_id         UUID,
    kpi                LowCardinality(String),
    definition_version Int32,
    pattern            LowCardinality(String),
    part               String,
    first_day          Date,
    last_day           Date,
    title              String,
    sentence           String,
    result_hash        String,
    as_of_version      Int64,
    at_stake_cents     Int64,
    confidence         Float64,
    action             LowCardinality(String),
    status             LowCardinality(String),
    withdrawn_reason   LowCardinality(String),
    withdrawn_at       Nullable(DateTime64(6, 'UTC')),
    restated           Int32,
    feedback           LowCardinality(String),
    judged_by          Nullable(UUID),
    judged_at          Nullable(DateTime64(6, 'UTC')),
    opened_day         Date,
    opened_at          DateTime64(6, 'UTC'),
    updated_at         DateTime64(6, 'UTC'),
    source_version     UInt64
) as
select organization_id, branch_id, insight_id, kpi, definition_version, pattern, part, toDate(first_day) as first_day,
       toDate(last_day) as last_day, title, sentence, result_hash, as_of_version, at_stake_cents, confidence, action, status,
       ifNull(withdrawn_reason, '') as withdrawn_reason, withdrawn_at, restated, ifNull(feedback, '') as feedback, judged_by,
       judged_at, toDate(opened_day) as opened_day, opened_at, updated_at, source_version
from raw.insights final
where is_deleted = 0
