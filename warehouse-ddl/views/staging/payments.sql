-- Money that moved; refunds are negative.
create or replace view staging.payments (
    organization_id UUID,
    branch_id       UUID,
    payment_id      UUID,
    invoice_id      UUID,
    kind            LowCardinality(String),
    method          LowCardinality(String),
    amount_cents    Int64,
    tip_cents       Int64,
    paid_day        Date,
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, payment_id, invoice_id, kind, method, amount_cents, tip_cents,
       toDate(paid_day) as paid_day, created_at, source_version
from raw.payments final
where is_deleted = 0
