-- How much of each table the warehouse holds, as the last round of reconciliation counted it.
create table if not exists mart.completeness (
    organization_id UUID comment 'The chain; the outer wall of isolation',
    table_name      LowCardinality(String) comment 'Table of PostgreSQL, and of raw',
    source_rows     UInt64 comment 'Rows in PostgreSQL',
    warehouse_rows  UInt64 comment 'Rows in raw; counted a moment later, so changes under way make a difference',
    differing       UInt64 comment 'Rows that differ although every change has arrived, and could not be put right',
    version         UInt64 comment 'Log position as of which the rows were counted',
    checked_at      DateTime64(6, 'UTC') default now64(6) comment 'When they were counted'
) engine = ReplacingMergeTree(checked_at)
order by (organization_id, table_name)
comment 'Rows per table in PostgreSQL and in the warehouse; read it with final';

-- Rows that differed for good, by key; append only.
create table if not exists mart.repairs (
    organization_id UUID comment 'The chain; the outer wall of isolation',
    branch_id       UUID comment 'The site; the first of the chain for a row that belongs to none',
    table_name      LowCardinality(String) comment 'Table of PostgreSQL, and of raw',
    row_id          UUID comment 'Which row',
    kind            LowCardinality(String) comment 'lost (in PostgreSQL only), ghost (in the warehouse only) or stale (other values)',
    version         UInt64 comment 'Log position under which PostgreSQL''s row was written',
    is_repaired     UInt8 comment '1 when it was put right',
    note            String comment 'Why it could not be put right, else empty',
    found_at        DateTime64(6, 'UTC') default now64(6) comment 'When it was found and written'
) engine = MergeTree
order by (organization_id, table_name, found_at)
comment 'Rows of the warehouse that were not as in PostgreSQL, and what became of them';

-- Rounds of reconciliation, and what they cost.
create table if not exists ledger.reconciliations (
    tables      UInt64 comment 'Tables that were compared',
    rows        UInt64 comment 'Rows in PostgreSQL',
    suspects    UInt64 comment 'Rows that differed at first sight, most of them on their way',
    differing   UInt64 comment 'Rows that differed although every change had arrived',
    repaired    UInt64 comment 'Those of them that were put right',
    work_millis UInt64 comment 'How long the databases were asked',
    took_millis UInt64 comment 'How long the round took, with its rests',
    ended_at    DateTime64(6, 'UTC') default now64(6) comment 'When it ended'
) engine = MergeTree
order by ended_at
ttl toDateTime(ended_at) + interval 7 day
comment 'Rounds of reconciliation, and what they cost';
