-- What was sold, in cents; a refund is a line of its own with negative amounts.
create or replace view staging.invoice_lines (
    organization_id UUID,
    branch_id       UUID,
    line_id         UUID,
    invoice_id      UUID,
    service_id      Nullable(UUID),
    item_id         Nullable(UUID),
    kind            LowCardinality(String),
    charge          LowCardinality(String),
    quantity        Int32,
    gross_cents     Int64,
    discount_cents  Int64,
    tax_cents       Int64,
    sale_day        Date,
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, line_id, invoice_id, service_id, item_id, kind, charge, quantity, gross_cents,
       discount_cents, tax_cents, toDate(sale_day) as sale_day, created_at, source_version
from raw.invoice_lines final
where is_deleted = 0
