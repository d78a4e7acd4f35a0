-- What is served is laid out anew, in small granules: thirty days of a branch are a few hundred to a few thousand rows, and
-- over a chain's branches most of what was read in granules of 8,192 rows lay beside them. Rows with the ids or values
-- behind them are large, and few of those make a granule. Merged row by row: column by column, the engine would cut
-- granules by the size of the key.
create table if not exists mart.latest_readings_in_small_granules as mart.latest_readings
engine = ReplacingMergeTree(version)
order by (organization_id, kpi, definition_version, branch_id, day, dimensions)
settings index_granularity_bytes = 65536, enable_vertical_merge_algorithm = 0
comment 'The newest value of each KPI per organization, branch, day and dimensions; read it with final';
insert into mart.latest_readings_in_small_granules
    (kpi, definition_version, organization_id, branch_id, day, dimensions, numerator, denominator, version, source,
     recorded_at, numerator_state, denominator_state, quantile_state)
select kpi, definition_version, organization_id, branch_id, day, dimensions, numerator, denominator, version, source,
       recorded_at, numerator_state, denominator_state, quantile_state
from mart.latest_readings final;
exchange tables mart.latest_readings_in_small_granules and mart.latest_readings;
drop table mart.latest_readings_in_small_granules;
