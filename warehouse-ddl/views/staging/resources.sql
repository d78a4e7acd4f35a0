-- What a slot takes: staff, pets and places.
create or replace view staging.resources (
    organization_id UUID,
    resource_id     UUID,
    branch_id       Nullable(UUID),
    kind            LowCardinality(String),
    user_id         Nullable(UUID),
    pet_id          Nullable(UUID),
    label           String,
    skills          Array(String),
    place_kind      LowCardinality(Nullable(String)),
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, resource_id, branch_id, kind, user_id, pet_id, label,
       arrayMap(skill -> assumeNotNull(skill), arrayFilter(skill -> isNotNull(skill), skills)) as skills, place_kind,
       created_at, source_version
from raw.resources final
where is_deleted = 0
