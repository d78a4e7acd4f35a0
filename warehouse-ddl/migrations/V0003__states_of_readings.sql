-- What a roll-up merges where parts alone do not add up: the ids that a distinct KPI counted, the values of a quantile.
-- Empty for the sums that the stream tells.
alter table mart.readings
    add column if not exists numerator_state AggregateFunction(uniqExact, UUID) comment 'Ids counted in the numerator of a distinct KPI; merge with uniqExactMerge',
    add column if not exists denominator_state AggregateFunction(uniqExact, UUID) comment 'Ids counted in the denominator of a distinct KPI; merge with uniqExactMerge',
    add column if not exists quantile_state AggregateFunction(quantilesExact(0.5, 0.9), Float64) comment 'Values of a quantile KPI; merge with quantilesExactMerge(0.5, 0.9)';
alter table mart.latest_readings
    add column if not exists numerator_state AggregateFunction(uniqExact, UUID) comment 'Ids counted in the numerator of a distinct KPI; merge with uniqExactMerge',
    add column if not exists denominator_state AggregateFunction(uniqExact, UUID) comment 'Ids counted in the denominator of a distinct KPI; merge with uniqExactMerge',
    add column if not exists quantile_state AggregateFunction(quantilesExact(0.5, 0.9), Float64) comment 'Values of a quantile KPI; merge with quantilesExactMerge(0.5, 0.9)';
