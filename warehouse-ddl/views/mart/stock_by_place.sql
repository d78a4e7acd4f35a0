-- One row per item and branch: what is on the shelf, how long it lasts and what to order, with the names of the place.
create or replace view mart.stock_by_place (
    organization_id UUID,
    brand           String,
    franchise       String,
    branch_id       UUID,
    branch          String,
    item_id         UUID,
    sku             String,
    on_hand         Int32,
    reorder_point   Int32,
    is_low          Bool,
    value_cents     Int64,
    daily_demand    Nullable(Float64),
    stockout_on     Nullable(Date),
    probability     Nullable(Float64),
    order_quantity  Nullable(Int32),
    order_by        Nullable(Date),
    expiring_units  Nullable(Int32),
    updated_at      DateTime64(6, 'UTC')
) as
select i.organization_id as organization_id, b.brand as brand, b.franchise as franchise, i.branch_id as branch_id,
       b.branch as branch, i.item_id as item_id, i.sku as sku, i.on_hand as on_hand, i.reorder_point as reorder_point,
       i.is_low as is_low, i.value_cents as value_cents,
       f.daily_demand as daily_demand, f.stockout_on as stockout_on, f.probability as probability,
       f.order_quantity as order_quantity, f.order_by as order_by, f.expiring_units as expiring_units,
       i.updated_at as updated_at
from mart.inventory as i
inner join mart.branches as b on b.organization_id = i.organization_id and b.branch_id = i.branch_id
left join (
    -- An item without a forecast yet has none, not a forecast of nothing.
    select organization_id, item_id, toNullable(daily_demand) as daily_demand, stockout_on,
           toNullable(probability) as probability, toNullable(order_quantity) as order_quantity, order_by,
           toNullable(expiring_units) as expiring_units
    from mart.stock_forecasts final where is_deleted = 0
) as f on f.organization_id = i.organization_id and f.item_id = i.item_id
