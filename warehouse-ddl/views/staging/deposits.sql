-- Money for visits to come; what is given back is negative.
create or replace view staging.deposits (
    organization_id UUID,
    branch_id       UUID,
    deposit_id      UUID,
    appointment_id  UUID,
    kind            LowCardinality(String),
    method          LowCardinality(String),
    amount_cents    Int64,
    taken_day       Date,
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, deposit_id, appointment_id, kind, method, amount_cents,
       toDate(taken_day) as taken_day, created_at, source_version
from raw.deposits final
where is_deleted = 0
