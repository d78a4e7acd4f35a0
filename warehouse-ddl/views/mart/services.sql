-- One row per service that a chain sells.
create or replace view mart.services (
    organization_id  UUID,
    service_id       UUID,
    name             String,
    category         LowCardinality(String),
    price_cents      Int64,
    duration_minutes Int32
) as
select organization_id, service_id, name, category, price_cents, duration_minutes
from staging.services
