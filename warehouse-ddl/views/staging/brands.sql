-- Brands of a chain.
create or replace view staging.brands (
    organization_id UUID,
    brand_id        UUID,
    name            String,
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, brand_id, name, created_at, source_version
from raw.brands final
where is_deleted = 0
