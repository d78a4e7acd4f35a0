-- Slots that were offered to who waited for one.
create or replace view staging.waitlist_offers (
    organization_id UUID,
    branch_id       UUID,
    offer_id        UUID,
    entry_id        UUID,
    status          LowCardinality(String),
    expires_at      DateTime64(6, 'UTC'),
    created_at      DateTime64(6, 'UTC'),
    updated_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, offer_id, entry_id, status, expires_at, created_at, updated_at, source_version
from raw.waitlist_offers final
where is_deleted = 0
