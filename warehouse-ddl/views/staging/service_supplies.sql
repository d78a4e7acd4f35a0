-- What a service uses up: its bill of materials.
create or replace view staging.service_supplies (
    organization_id UUID,
    supply_id       UUID,
    service_id      UUID,
    item_sku        String,
    quantity        Int32,
    source_version  UInt64
) as
select organization_id, supply_id, service_id, item_sku, quantity, source_version
from raw.service_supplies final
where is_deleted = 0
