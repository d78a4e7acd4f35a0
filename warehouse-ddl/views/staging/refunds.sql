-- What a payment provider has to give back.
create or replace view staging.refunds (
    organization_id UUID,
    branch_id       UUID,
    refund_id       UUID,
    intent_id       UUID,
    amount_cents    Int64,
    status          LowCardinality(String),
    created_at      DateTime64(6, 'UTC'),
    updated_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, refund_id, intent_id, amount_cents, status, created_at, updated_at,
       source_version
from raw.refunds final
where is_deleted = 0
