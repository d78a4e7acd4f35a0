-- The mirror makes a table with its first row. What dashboards ask for must not fail on a chain that never had an alert, keeps no
-- stock or has just begun: these are the tables as the mirror makes them, which it widens as any other.
create table if not exists raw.alerts (
    organization_id UUID,
    alert_id        UUID,
    branch_id       UUID,
    rule            LowCardinality(String),
    severity        LowCardinality(String),
    subject_kind    LowCardinality(String),
    subject_id      String,
    episode         String,
    status          LowCardinality(String),
    opened_at       DateTime64(6, 'UTC'),
    updated_at      DateTime64(6, 'UTC'),
    at_stake_cents  Nullable(Int64),
    action          String,
    opened_day      Date32,
    acknowledged_at Nullable(DateTime64(6, 'UTC')),
    snoozed_until   Nullable(DateTime64(6, 'UTC')),
    closed_at       Nullable(DateTime64(6, 'UTC')),
    closed_by       Nullable(UUID),
    feedback        Nullable(String),
    is_demoted      Bool,
    source_version  UInt64,
    committed_at    DateTime64(6, 'UTC'),
    is_deleted      UInt8
) engine = ReplacingMergeTree(source_version, is_deleted)
order by (organization_id, alert_id)
comment 'What rules found, as the mirror writes it; mart.alerts is what to read';

create table if not exists raw.inventory_items (
    organization_id  UUID,
    item_id          UUID,
    branch_id        UUID,
    sku              String,
    unit             LowCardinality(String),
    on_hand          Int32,
    reorder_point    Int32,
    reorder_quantity Int32,
    cost_cents       Int64,
    created_at       DateTime64(6, 'UTC'),
    updated_at       DateTime64(6, 'UTC'),
    is_overdrawn     Bool,
    price_cents      Nullable(Int64),
    tax_basis_points Int32,
    source_version   UInt64,
    committed_at     DateTime64(6, 'UTC'),
    is_deleted       UInt8
) engine = ReplacingMergeTree(source_version, is_deleted)
order by (organization_id, item_id)
comment 'Stock by branch, as the mirror writes it; mart.inventory is what to read';

create table if not exists raw.resources (
    organization_id UUID,
    resource_id     UUID,
    branch_id       Nullable(UUID),
    kind            LowCardinality(String),
    user_id         Nullable(UUID),
    pet_id          Nullable(UUID),
    label           String,
    created_at      DateTime64(6, 'UTC'),
    skills          Array(Nullable(String)),
    place_kind      Nullable(String),
    source_version  UInt64,
    committed_at    DateTime64(6, 'UTC'),
    is_deleted      UInt8
) engine = ReplacingMergeTree(source_version, is_deleted)
order by (organization_id, resource_id)
comment 'Staff and places, as the mirror writes it';

create table if not exists raw.risk_scores (
    organization_id UUID,
    appointment_id  UUID,
    branch_id       UUID,
    user_id         Nullable(UUID),
    scheduled_day   Date32,
    probability     Float64,
    reasons         Array(String),
    model_version   LowCardinality(String),
    scored_at       DateTime64(6, 'UTC'),
    lowered_by      Array(String),
    client_visits   Nullable(Int32),
    species         LowCardinality(Nullable(String)),
    source_version  UInt64,
    committed_at    DateTime64(6, 'UTC'),
    is_deleted      UInt8
) engine = ReplacingMergeTree(source_version, is_deleted)
order by (organization_id, appointment_id)
comment 'What the no-show model said, as the mirror writes it; mart.risk_scores is what to read';
