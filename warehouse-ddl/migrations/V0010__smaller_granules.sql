-- A merge holds a granule of every part at once. The ids behind a distinct KPI take four times as much in memory as on
-- the disk, which the engine does not count when it cuts granules: at a megabyte each, four merges filled two gigabytes.
create table if not exists mart.latest_readings_anew as mart.latest_readings
engine = ReplacingMergeTree(version)
order by (organization_id, kpi, definition_version, day, branch_id, dimensions)
settings index_granularity_bytes = 131072, enable_vertical_merge_algorithm = 0
comment 'The newest value of each KPI per organization, branch, day and dimensions; read it with final';
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
