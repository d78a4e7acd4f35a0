-- What each service was called and what it cost, from when to when; the first version counts from the beginning.
create or replace view mart.service_history (
    organization_id  UUID,
    service_id       UUID,
    name             String,
    category         LowCardinality(String),
    price_cents      Int64,
    duration_minutes Int32,
    valid_from       DateTime64(6, 'UTC'),
    valid_to         DateTime64(6, 'UTC')
) as
select organization_id, service_id, name, category, price_cents, duration_minutes,
       if(before = 0, toDateTime64(0, 6, 'UTC'), committed_at) as valid_from,
       leadInFrame(committed_at, 1, toDateTime64('2299-12-31 00:00:00', 6, 'UTC')) over (partition by organization_id, service_id order by version rows between unbounded preceding and unbounded following) as valid_to
from (
    select *, row_number() over (partition by organization_id, service_id order by version) - 1 as before
    from (
        select *, (name, category, price_cents, duration_minutes) as shown,
               lagInFrame(shown) over (partition by organization_id, service_id order by version rows between unbounded preceding and unbounded following) as shown_before,
               row_number() over (partition by organization_id, service_id order by version) as nth
        from mart.service_versions final
    )
    where nth = 1 or shown != shown_before
)
