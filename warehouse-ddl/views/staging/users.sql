-- Accounts, without anything that tells who a person is.
create or replace view staging.users (
    organization_id UUID,
    user_id         UUID,
    role            LowCardinality(String),
    created_at      DateTime64(6, 'UTC'),
    updated_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, user_id, role, created_at, updated_at, source_version
from raw.users final
where is_deleted = 0
