-- Vaccinations and when they expire.
create or replace view staging.vaccinations (
    organization_id  UUID,
    branch_id        UUID,
    vaccination_id   UUID,
    pet_id           UUID,
    vaccine_name     LowCardinality(String),
    vaccination_date Date,
    expiry_date      Nullable(Date),
    administered_by  Nullable(UUID),
    source_version   UInt64
) as
select organization_id, branch_id, vaccination_id, pet_id, vaccine_name,
       toDate(vaccination_date) as vaccination_date, toDate(expiry_date) as expiry_date, administered_by,
       source_version
from raw.vaccinations final
where is_deleted = 0
