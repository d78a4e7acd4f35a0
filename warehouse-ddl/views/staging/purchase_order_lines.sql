-- The items of an order.
create or replace view staging.purchase_order_lines (
    organization_id UUID,
    branch_id       UUID,
    line_id         UUID,
    order_id        UUID,
    item_id         UUID,
    quantity        Int32,
    received        Int32,
    cost_cents      Int64,
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, line_id, order_id, item_id, quantity, received, cost_cents, created_at,
       source_version
from raw.purchase_order_lines final
where is_deleted = 0
