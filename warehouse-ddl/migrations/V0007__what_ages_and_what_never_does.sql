-- What the machinery needs for its next rounds ages by a TTL of its own: ledger.touched_days and ledger.batch_rounds
-- after 7 days (V0004), ledger.query_log after 30 (its writer makes it). Dead letters and replays age in their topics
-- after 90. Here is said of what people read that it never does, so that nobody gives it a TTL to win some disk:
-- deploy/clickhouse/storage.xml shows how old parts move to a slower one instead.

-- "What did we show on 3 April" and the bridge from then to now read this log; no other table and no topic could make it again.
alter table mart.readings modify comment 'Every value that a KPI ever had, per organization, branch, day and dimensions; kept for ever, nothing could make it again';

-- One row per cell. A cell that no row is left to tell of is still a number that somebody compares with.
alter table mart.latest_readings modify comment 'The newest value of each KPI per organization, branch, day and dimensions, kept for ever; read it with final';

-- Both numbers of a difference are evidence, and there are few.
alter table mart.differences modify comment 'Cells in which the stream and the batch disagreed, kept for ever; the batch''s value was served from then on';

-- raw has no TTL: it is the database's mirror. What must go there goes by a delete of its row, which leaves the files
-- after 30 days (ADR 0030).
