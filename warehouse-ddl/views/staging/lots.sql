-- What is left of each lot of an item.
create or replace view staging.lots (
    organization_id UUID,
    branch_id       UUID,
    lot_id          UUID,
    item_id         UUID,
    expires_on      Nullable(Date),
    on_hand         Int32,
    created_at      DateTime64(6, 'UTC'),
    updated_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, lot_id, item_id, toDate(expires_on) as expires_on, on_hand, created_at,
       updated_at,
       source_version
from raw.lots final
where is_deleted = 0
