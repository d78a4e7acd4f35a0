-- What is served is laid out anew, days before branches: thirty days of a chain are one stretch of the table, while behind
-- the branch they were a stretch for each of its branches, each read with what lies beside it. One branch is a short
-- stretch on each day. Granules of at most a megabyte, since rows with the ids or values behind them are large; merged row
-- by row, since column by column the engine would cut granules by the size of the key.
create table if not exists mart.latest_readings_by_day as mart.latest_readings
engine = ReplacingMergeTree(version)
order by (organization_id, kpi, definition_version, day, branch_id, dimensions)
settings index_granularity_bytes = 1048576, enable_vertical_merge_algorithm = 0
comment 'The newest value of each KPI per organization, branch, day and dimensions; read it with final';
insert into mart.latest_readings_by_day
    (kpi, definition_version, organization_id, branch_id, day, dimensions, numerator, denominator, version, source,
     recorded_at, numerator_state, denominator_state, quantile_state)
select kpi, definition_version, organization_id, branch_id, day, dimensions, numerator, denominator, version, source,
       recorded_at, numerator_state, denominator_state, quantile_state
from mart.latest_readings final;
exchange tables mart.latest_readings_by_day and mart.latest_readings;
drop table mart.latest_readings_by_day;
