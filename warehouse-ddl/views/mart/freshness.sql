-- One row: until when the warehouse has seen the operational database, by the beat in its log.
create or replace view mart.freshness (
    beat_at DateTime64(6, 'UTC'),
    age_ms  Int64
) as
select newest as beat_at, dateDiff('millisecond', newest, now64(6, 'UTC')) as age_ms
from (select max(beat_at) as newest from raw.cdc_heartbeats final)
