-- Every change of stock, signed.
create or replace view staging.inventory_movements (
    organization_id UUID,
    branch_id       UUID,
    movement_id     UUID,
    item_id         UUID,
    kind            LowCardinality(String),
    quantity        Int32,
    appointment_id  Nullable(UUID),
    moved_day       Date,
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, movement_id, item_id, kind, quantity, appointment_id,
       toDate(moved_day) as moved_day, created_at, source_version
from raw.inventory_movements final
where is_deleted = 0
