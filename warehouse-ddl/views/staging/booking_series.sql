-- Recurring bookings.
create or replace view staging.booking_series (
    organization_id UUID,
    branch_id       UUID,
    series_id       UUID,
    pet_id          UUID,
    service_id      UUID,
    every_days      Int32,
    occurrences     Int32,
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, series_id, pet_id, service_id, every_days, occurrences, created_at,
       source_version
from raw.booking_series final
where is_deleted = 0
