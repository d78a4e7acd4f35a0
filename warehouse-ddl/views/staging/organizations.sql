-- Chains; the outer wall of isolation.
create or replace view staging.organizations (
    organization_id UUID,
    name            String,
    currency        LowCardinality(String),
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, name, currency, created_at, source_version
from raw.organizations final
where is_deleted = 0
