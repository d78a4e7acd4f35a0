-- One row per insight, newest state: what stood out at a branch, its proof, and whether it was right.
create or replace view mart.insights (
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
    is_open            Bool,
    is_judged          Bool,
    is_right           Bool,
    withdrawn_reason   LowCardinality(String),
    withdrawn_at       Nullable(DateTime64(6, 'UTC')),
    restated           Int32,
    feedback           LowCardinality(String),
    judged_by          Nullable(UUID),
    judged_at          Nullable(DateTime64(6, 'UTC')),
    opened_day         Date,
    opened_at          DateTime64(6, 'UTC'),
    updated_at         DateTime64(6, 'UTC')
) as
select organization_id, branch_id, insight_id, kpi, definition_version, pattern, part, first_day, last_day, title, sentence,
       result_hash, as_of_version, at_stake_cents, confidence, action, status, status = 'opened' as is_open,
       -- Late rows judge too: what they overturn was wrong.
       status = 'withdrawn' or feedback != '' as is_judged,
       status != 'withdrawn' and feedback in ('useful', 'known', 'done') as is_right,
       withdrawn_reason, withdrawn_at, restated, feedback, judged_by, judged_at, opened_day, opened_at, updated_at
from staging.insights
