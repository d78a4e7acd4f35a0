-- What a payment provider was asked for, and what it said.
create or replace view staging.payment_intents (
    organization_id UUID,
    branch_id       UUID,
    intent_id       UUID,
    kind            LowCardinality(String),
    invoice_id      Nullable(UUID),
    appointment_id  Nullable(UUID),
    amount_cents    Int64,
    tip_cents       Int64,
    provider        LowCardinality(String),
    status          LowCardinality(String),
    created_at      DateTime64(6, 'UTC'),
    updated_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, intent_id, kind, invoice_id, appointment_id, amount_cents, tip_cents, provider,
       status, created_at, updated_at, source_version
from raw.payment_intents final
where is_deleted = 0
