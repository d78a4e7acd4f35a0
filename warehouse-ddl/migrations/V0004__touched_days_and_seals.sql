-- Which branch days have rows that changed: the mirror notes it once the rows stand in raw, the batch works it off.
create table if not exists ledger.touched_days (
    table_name      LowCardinality(String) comment 'Table whose row changed',
    organization_id UUID comment 'The chain',
    branch_id       UUID comment 'The site',
    day             Date comment 'A branch-local day on which the row counts or counted; 1970-01-01 for a row without one',
    version         UInt64 comment 'Log position of the newest such change',
    noted_at        DateTime64(6, 'UTC') default now64(6) comment 'When the rows stood in raw'
) engine = MergeTree
order by noted_at
ttl toDateTime(noted_at) + interval 7 day
comment 'Branch days whose rows changed';

-- Rounds of the batch that computes readings; the newest says up to where it has worked.
create table if not exists ledger.batch_rounds (
    noted_to   DateTime64(6, 'UTC') comment 'Touched days noted up to this moment were computed',
    cells      UInt64 comment 'Branch days and KPIs that were computed',
    compared   UInt64 comment 'Readings that were compared with what is served',
    written    UInt64 comment 'Readings that were new or different',
    millis     UInt64 comment 'How long it took',
    ended_at   DateTime64(6, 'UTC') default now64(6) comment 'When it ended'
) engine = MergeTree
order by ended_at
ttl toDateTime(ended_at) + interval 7 day
comment 'Rounds of the batch that computes readings';

-- Definitions of KPIs whose whole history was computed; a new version begins anew.
create table if not exists ledger.batch_kpis (
    kpi                LowCardinality(String),
    definition_version UInt16,
    computed_at        DateTime64(6, 'UTC') default now64(6)
) engine = ReplacingMergeTree(computed_at)
order by (kpi, definition_version);

-- What one round computes: which branch days of which KPI, and what came of it. Emptied by each round.
create table if not exists ledger.batch_cells (
    kpi LowCardinality(String), organization_id UUID, branch_id UUID, day Date, version UInt64
) engine = Memory;
create table if not exists ledger.batch_found (
    kpi                LowCardinality(String),
    definition_version UInt16,
    organization_id    UUID,
    branch_id          UUID,
    day                Date,
    dimensions         Array(String),
    numerator          Int64,
    denominator        Int64,
    numerator_state    AggregateFunction(uniqExact, UUID),
    denominator_state  AggregateFunction(uniqExact, UUID),
    quantile_state     AggregateFunction(quantilesExact(0.5, 0.9), Float64),
    version            UInt64,
    served_numerator   Int64,
    served_denominator Int64,
    served_version     UInt64,
    is_served          UInt8,
    differs            UInt8
) engine = Memory;

-- One row per KPI and branch: as of which log position the batch computed its touched cells, and how many the stream told otherwise.
create table if not exists mart.seals (
    kpi                LowCardinality(String) comment 'Name of the KPI',
    definition_version UInt16 comment 'Which definition of the KPI',
    organization_id    UUID comment 'The chain; the outer wall of isolation',
    branch_id          UUID comment 'The site',
    version            UInt64 comment 'Newest log position among the rows that were compared',
    cells              UInt64 comment 'Cells that were compared in the last round that touched the branch',
    differing          UInt64 comment 'Cells in which stream and batch still disagree; 0 is sealed',
    sealed_at          DateTime64(6, 'UTC') comment 'When they were compared'
) engine = ReplacingMergeTree(sealed_at)
order by (organization_id, kpi, definition_version, branch_id)
comment 'Where the stream and the batch agree, per KPI and branch; read it with final';

-- What the stream told and the batch computed otherwise, with the cell that it is about; append only.
create table if not exists mart.differences (
    kpi                LowCardinality(String) comment 'Name of the KPI',
    definition_version UInt16 comment 'Which definition of the KPI',
    organization_id    UUID comment 'The chain; the outer wall of isolation',
    branch_id          UUID comment 'The site',
    day                Date comment 'Branch-local day of the cell',
    dimensions         Array(String) comment 'Dimensions of the cell',
    stream_numerator   Int64 comment 'What the stream told',
    stream_denominator Int64 comment 'What the stream told',
    stream_version     UInt64 comment 'Log position of what the stream told',
    batch_numerator    Int64 comment 'What the batch computed',
    batch_denominator  Int64 comment 'What the batch computed',
    batch_version      UInt64 comment 'Log position of the newest row that the batch saw',
    found_at           DateTime64(6, 'UTC') default now64(6) comment 'When the difference stood in two rounds'
) engine = MergeTree
order by (organization_id, kpi, branch_id, day, dimensions, found_at)
comment 'Cells in which the stream and the batch disagreed; the batch''s value was served from then on';
