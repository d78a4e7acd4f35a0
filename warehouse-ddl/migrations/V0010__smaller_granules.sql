-- What is served and the log are laid out anew. A merge holds a granule of every part at once, and the ids behind a
-- distinct KPI take four times as much in memory as on the disk, which the engine does not count when it cuts granules:
-- at a megabyte each, four merges filled two gigabytes. And final compares whole keys: a cell's dimensions, texts in an
-- array, were most of what a chain's thirty days read, so the key of what is served has a number for them.
create table if not exists mart.latest_readings_anew (
    kpi                LowCardinality(String) comment 'Name of the KPI, as its folder is called',
    definition_version UInt16 comment 'Which definition of the KPI gave this value',
    organization_id    UUID comment 'The chain; the outer wall of isolation',
    branch_id          UUID comment 'The site',
    day                Date comment 'Branch-local day, on the date basis that the KPI declares',
    dimensions         Array(String) comment 'Values of the KPI''s dimensions, in the order of its kpi.yml',
    cell               UInt64 materialized cityHash64(dimensions) comment 'The dimensions as a number, for the key',
    numerator          Int64 comment 'Upper part of the ratio, or the value itself; money in cents',
    denominator        Int64 comment 'Lower part of the ratio; 0 for a plain sum',
    version            UInt64 comment 'Newest log position among the rows behind the value: the greater one wins',
    source             LowCardinality(String) comment 'stream or batch',
    recorded_at        DateTime64(6, 'UTC') comment 'When the value was written',
    numerator_state    AggregateFunction(uniqExact, UUID) comment 'Ids counted in the numerator of a distinct KPI; merge with uniqExactMerge',
    denominator_state  AggregateFunction(uniqExact, UUID) comment 'Ids counted in the denominator of a distinct KPI; merge with uniqExactMerge',
    quantile_state     AggregateFunction(quantilesExact(0.5, 0.9), Float64) comment 'Values of a quantile KPI; merge with quantilesExactMerge(0.5, 0.9)'
) engine = ReplacingMergeTree(version)
order by (organization_id, kpi, definition_version, day, branch_id, cell)
settings index_granularity_bytes = 131072, enable_vertical_merge_algorithm = 0
comment 'The newest value of each KPI per organization, branch, day and dimensions, kept for ever; read it with final';
insert into mart.latest_readings_anew
    (kpi, definition_version, organization_id, branch_id, day, dimensions, numerator, denominator, version, source,
     recorded_at, numerator_state, denominator_state, quantile_state)
select kpi, definition_version, organization_id, branch_id, day, dimensions, numerator, denominator, version, source,
       recorded_at, numerator_state, denominator_state, quantile_state
from mart.latest_readings final;
exchange tables mart.latest_readings_anew and mart.latest_readings;
drop table mart.latest_readings_anew;

create table if not exists mart.readings_anew as mart.readings
engine = MergeTree
order by (organization_id, kpi, definition_version, branch_id, day, dimensions, version)
settings index_granularity_bytes = 131072, enable_vertical_merge_algorithm = 0
comment 'Every value that a KPI ever had, per organization, branch, day and dimensions; kept for ever, nothing could make it again';
insert into mart.readings_anew
    (kpi, definition_version, organization_id, branch_id, day, dimensions, numerator, denominator, version, source,
     recorded_at, numerator_state, denominator_state, quantile_state)
select kpi, definition_version, organization_id, branch_id, day, dimensions, numerator, denominator, version, source,
       recorded_at, numerator_state, denominator_state, quantile_state
from mart.readings;
exchange tables mart.readings_anew and mart.readings;
drop table mart.readings_anew;
