-- Searches that found nothing: demand that was denied.
create or replace view staging.slot_searches (
    organization_id UUID,
    branch_id       UUID,
    search_id       UUID,
    service_id      UUID,
    staff_id        Nullable(UUID),
    from_day        Date,
    to_day          Date,
    found           Int32,
    searched_day    Date,
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, search_id, service_id, staff_id, toDate(from_day) as from_day,
       toDate(to_day) as to_day, found, toDate(searched_day) as searched_day, created_at, source_version
from raw.slot_searches final
where is_deleted = 0
