-- Invoices and whether they are paid.
create or replace view staging.invoices (
    organization_id UUID,
    branch_id       UUID,
    invoice_id      UUID,
    user_id         UUID,
    appointment_id  Nullable(UUID),
    sale_day        Date,
    status          LowCardinality(String),
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, invoice_id, user_id, appointment_id, toDate(sale_day) as sale_day, status,
       created_at, source_version
from raw.invoices final
where is_deleted = 0
