-- What each branch has on the shelf, and when it should order more.
create or replace view staging.inventory_items (
    organization_id  UUID,
    branch_id        UUID,
    item_id          UUID,
    sku              String,
    unit             LowCardinality(String),
    on_hand          Int32,
    reorder_point    Int32,
    reorder_quantity Int32,
    cost_cents       Int64,
    created_at       DateTime64(6, 'UTC'),
    updated_at       DateTime64(6, 'UTC'),
    source_version   UInt64
) as
select organization_id, branch_id, item_id, sku, unit, on_hand, reorder_point, reorder_quantity, cost_cents,
       created_at, updated_at, source_version
from raw.inventory_items final
where is_deleted = 0
