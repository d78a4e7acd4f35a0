-- What a pet weighed, and when.
create or replace view staging.pet_weights (
    organization_id UUID,
    weight_id       UUID,
    pet_id          UUID,
    weight_grams    Int64,
    measured_on     Date,
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, weight_id, pet_id, toInt64(weight * 1000) as weight_grams,
       toDate(measured_on) as measured_on, created_at,
       source_version
from raw.pet_weights final
where is_deleted = 0
