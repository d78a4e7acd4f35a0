-- Services as they were given.
create or replace view staging.service_histories (
    organization_id UUID,
    branch_id       UUID,
    history_id      UUID,
    appointment_id  UUID,
    pet_id          UUID,
    service_id      UUID,
    staff_id        Nullable(UUID),
    service_date    DateTime64(6, 'UTC'),
    service_day     Date,
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, history_id, appointment_id, pet_id, service_id, staff_id, service_date,
       toDate(service_day) as service_day, created_at, source_version
from raw.service_histories final
where is_deleted = 0
