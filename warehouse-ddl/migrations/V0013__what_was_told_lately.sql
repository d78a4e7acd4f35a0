-- Who watches asks every second which cells were told since the last time. The table is keyed for other questions; the
-- least and the greatest moment of each granule let the engine pass over what is older.
alter table mart.latest_readings add index if not exists recorded recorded_at type minmax granularity 1;
alter table mart.latest_readings materialize index recorded;
