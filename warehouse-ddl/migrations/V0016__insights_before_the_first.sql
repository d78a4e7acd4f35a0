-- The mirror makes a table with its first row. An insight may not come for weeks, and what asks for one must not fail until
-- then: this is the table as the mirror makes it, which it widens as any other.
create table if not exists raw.insights (
    organization_id    UUID,
    insight_id         UUID,
    branch_id          UUID,
    kpi                String,
    definition_version Int32,
    part               String,
    first_day          Date32,
    last_day           Date32,
    title              String,
    sentence           String,
    result_hash        String,
    as_of_version      Int64,
    at_stake_cents     Int64,
    confidence         Float64,
    action             String,
    status             LowCardinality(String),
    withdrawn_reason   Nullable(String),
    withdrawn_at       Nullable(DateTime64(6, 'UTC')),
    restated           Int32,
    feedback           Nullable(String),
    judged_by          Nullable(UUID),
    judged_at          Nullable(DateTime64(6, 'UTC')),
    opened_at          DateTime64(6, 'UTC'),
    opened_day         Date32,
    updated_at         DateTime64(6, 'UTC'),
    source_version     UInt64,
    committed_at       DateTime64(6, 'UTC'),
    is_deleted         UInt8
) engine = ReplacingMergeTree(source_version, is_deleted)
order by (organization_id, insight_id)
comment 'What stood out, as the mirror writes it; mart.insights is what to read';
