-- What a service costs where and when, where it is not its usual price.
create or replace view staging.price_rules (
    organization_id UUID,
    branch_id       UUID,
    price_rule_id   UUID,
    service_id      UUID,
    valid_from      Nullable(Date),
    valid_until     Nullable(Date),
    price_cents     Int64,
    priority        Int32,
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, price_rule_id, service_id, toDate(valid_from) as valid_from, toDate(valid_until) as valid_until, price_cents, priority,
       created_at, source_version
from raw.price_rules final
where is_deleted = 0
