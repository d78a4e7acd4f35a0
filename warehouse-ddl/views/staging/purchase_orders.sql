-- What a branch ordered, and whether it came.
create or replace view staging.purchase_orders (
    organization_id UUID,
    branch_id       UUID,
    order_id        UUID,
    status          LowCardinality(String),
    ordered_by      Nullable(UUID),
    ordered_day     Date,
    expected_on     Nullable(Date),
    created_at      DateTime64(6, 'UTC'),
    updated_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, order_id, status, ordered_by, toDate(ordered_day) as ordered_day,
       toDate(expected_on) as expected_on, created_at, updated_at,
       source_version
from raw.purchase_orders final
where is_deleted = 0
