-- Pets, without their names.
create or replace view staging.pets (
    organization_id UUID,
    pet_id          UUID,
    user_id         UUID,
    species         LowCardinality(String),
    breed           LowCardinality(Nullable(String)),
    birth_date      Nullable(Date32),
    gender          LowCardinality(String),
    weight_kg       Nullable(Decimal(5, 2)),
    created_at      DateTime64(6, 'UTC'),
    updated_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, pet_id, user_id, species, breed, birth_date, gender, weight as weight_kg, created_at,
       updated_at, source_version
from raw.pets final
where is_deleted = 0
