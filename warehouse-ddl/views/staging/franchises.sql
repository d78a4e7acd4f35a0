-- Franchisees: each a group of branches under a brand.
create or replace view staging.franchises (
    organization_id UUID,
    franchise_id    UUID,
    brand_id        UUID,
    name            String,
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, franchise_id, brand_id, name, created_at, source_version
from raw.franchises final
where is_deleted = 0
