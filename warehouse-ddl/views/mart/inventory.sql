-- One row per item and branch: what is on hand, and whether more should be ordered.
create or replace view mart.inventory (
    organization_id  UUID,
    branch_id        UUID,
    item_id          UUID,
    sku              String,
    unit             LowCardinality(String),
    on_hand          Int32,
    reorder_point    Int32,
    reorder_quantity Int32,
    is_low           Bool,
    value_cents      Int64,
    updated_at       DateTime64(6, 'UTC')
) as
select organization_id, branch_id, item_id, sku, unit, on_hand, reorder_point, reorder_quantity,
       on_hand <= reorder_point as is_low, on_hand * cost_cents as value_cents, updated_at
from staging.inventory_items
