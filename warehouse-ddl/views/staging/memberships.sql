-- What a person may do, and at which branches; none listed means all.
create or replace view staging.memberships (
    organization_id UUID,
    membership_id   UUID,
    user_id         UUID,
    role            LowCardinality(String),
    branch_ids      Array(UUID),
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, membership_id, user_id, role,
       arrayMap(id -> assumeNotNull(id), arrayFilter(id -> isNotNull(id), branch_ids)) as branch_ids,
       created_at, source_version
from raw.memberships final
where is_deleted = 0
