-- raw is the mirror's, staging holds views only, mart is what people read, ledger remembers what was applied here.
create database if not exists raw;
create database if not exists staging;
create database if not exists mart;

-- One row per value that a KPI ever had: organization, branch, day and dimensions as of a version. Append only.
create table if not exists mart.readings (
    kpi                LowCardinality(String) comment 'Name of the KPI, as its folder is called',
    definition_version UInt16 comment 'Which definition of the KPI gave this value',
    organization_id    UUID comment 'The chain; the outer wall of isolation',
    branch_id          UUID comment 'The site',
    day                Date comment 'Branch-local day, on the date basis that the KPI declares',
    dimensions         Array(String) comment 'Values of the KPI''s dimensions, in the order of its kpi.yml',
    numerator          Int64 comment 'Upper part of the ratio, or the value itself; money in cents',
    denominator        Int64 comment 'Lower part of the ratio; 0 for a plain sum',
    version            UInt64 comment 'Newest log position among the rows behind the value: the greater one is newer',
    source             LowCardinality(String) comment 'stream or batch',
    recorded_at        DateTime64(6, 'UTC') default now64(6) comment 'When the value was written here'
) engine = MergeTree
order by (organization_id, kpi, definition_version, branch_id, day, dimensions, version)
comment 'Every value that a KPI ever had, per organization, branch, day and dimensions';

-- The same grain, newest version only: what dashboards and the API read, with final.
create table if not exists mart.latest_readings (
    kpi                LowCardinality(String) comment 'Name of the KPI, as its folder is called',
    definition_version UInt16 comment 'Which definition of the KPI gave this value',
    organization_id    UUID comment 'The chain; the outer wall of isolation',
    branch_id          UUID comment 'The site',
    day                Date comment 'Branch-local day, on the date basis that the KPI declares',
    dimensions         Array(String) comment 'Values of the KPI''s dimensions, in the order of its kpi.yml',
    numerator          Int64 comment 'Upper part of the ratio, or the value itself; money in cents',
    denominator        Int64 comment 'Lower part of the ratio; 0 for a plain sum',
    version            UInt64 comment 'Newest log position among the rows behind the value: the greater one wins',
    source             LowCardinality(String) comment 'stream or batch',
    recorded_at        DateTime64(6, 'UTC') comment 'When the value was written'
) engine = ReplacingMergeTree(version)
order by (organization_id, kpi, definition_version, branch_id, day, dimensions)
comment 'The newest value of each KPI per organization, branch, day and dimensions; read it with final';

create materialized view if not exists mart.latest_readings_mv to mart.latest_readings as
select kpi, definition_version, organization_id, branch_id, day, dimensions,
       numerator, denominator, version, source, recorded_at
from mart.readings;
