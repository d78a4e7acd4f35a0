-- Sites, with their zone and opening hours in minutes after midnight.
create or replace view staging.branches (
    organization_id   UUID,
    branch_id         UUID,
    franchise_id      UUID,
    name              String,
    time_zone         LowCardinality(String),
    opens_at_minutes  UInt16,
    closes_at_minutes UInt16,
    created_at        DateTime64(6, 'UTC'),
    updated_at        DateTime64(6, 'UTC'),
    source_version    UInt64
) as
select organization_id, branch_id, franchise_id, name, time_zone,
       intDiv(opens_at, 60000000) as opens_at_minutes, intDiv(closes_at, 60000000) as closes_at_minutes,
       created_at, updated_at, source_version
from raw.branches final
where is_deleted = 0
