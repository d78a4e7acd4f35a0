-- Who waits for a slot, and what became of it.
create or replace view staging.waitlist_entries (
    organization_id UUID,
    branch_id       UUID,
    entry_id        UUID,
    pet_id          UUID,
    service_id      UUID,
    staff_id        Nullable(UUID),
    from_at         DateTime64(6, 'UTC'),
    until_at        DateTime64(6, 'UTC'),
    status          LowCardinality(String),
    created_at      DateTime64(6, 'UTC'),
    updated_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, entry_id, pet_id, service_id, staff_id, from_at, until_at, status, created_at,
       updated_at, source_version
from raw.waitlist_entries final
where is_deleted = 0
