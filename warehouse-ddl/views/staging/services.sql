-- What branches sell; the given decimal price in cents.
create or replace view staging.services (
    organization_id   UUID,
    service_id        UUID,
    name              String,
    category          LowCardinality(String),
    price_cents       Int64,
    duration_minutes  Int32,
    late_cancel_hours Int32,
    place_kind        LowCardinality(Nullable(String)),
    priced_per        LowCardinality(String),
    created_at        DateTime64(6, 'UTC'),
    updated_at        DateTime64(6, 'UTC'),
    source_version    UInt64
) as
select organization_id, service_id, name, category, toInt64(price * 100) as price_cents, duration_minutes,
       late_cancel_hours, place_kind, priced_per, created_at, updated_at, source_version
from raw.services final
where is_deleted = 0
