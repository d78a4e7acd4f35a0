-- Dated slots, as they stand now.
create or replace view staging.appointments (
    organization_id  UUID,
    branch_id        UUID,
    appointment_id   UUID,
    pet_id           UUID,
    service_id       UUID,
    staff_id         Nullable(UUID),
    place_id         Nullable(UUID),
    series_id        Nullable(UUID),
    appointment_date DateTime64(6, 'UTC'),
    ends_at          DateTime64(6, 'UTC'),
    status           LowCardinality(String),
    booked_day       Date,
    scheduled_day    Date,
    scheduled_hour   Int32,
    price_cents      Int64,
    confirmed_at     Nullable(DateTime64(6, 'UTC')),
    checked_in_at    Nullable(DateTime64(6, 'UTC')),
    cancelled_at     Nullable(DateTime64(6, 'UTC')),
    is_late_cancel   Bool,
    reschedules      Int32,
    created_at       DateTime64(6, 'UTC'),
    updated_at       DateTime64(6, 'UTC'),
    source_version   UInt64
) as
select organization_id, branch_id, appointment_id, pet_id, service_id, staff_id, place_id, series_id,
       appointment_date, ends_at, status, toDate(booked_day) as booked_day, toDate(scheduled_day) as scheduled_day, scheduled_hour,
       price_cents, confirmed_at, checked_in_at, cancelled_at, is_late_cancel, reschedules,
       created_at, updated_at, source_version
from raw.appointments final
where is_deleted = 0
