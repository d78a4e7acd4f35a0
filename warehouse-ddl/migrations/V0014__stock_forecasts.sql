-- How long each item lasts and what to order, as the stream forecast it last.
create table if not exists mart.stock_forecasts (
    organization_id       UUID comment 'The chain; the outer wall of isolation',
    branch_id             UUID comment 'The site that keeps the item',
    item_id               UUID comment 'Which item',
    sku                   String comment 'The same at every branch that keeps it',
    as_of                 Date comment 'Branch-local day from which on it tells',
    on_hand               Int32 comment 'Units on the shelf',
    is_known              Bool comment 'Whether the item has two weeks of past; before, numbers are guesses and nothing is ordered',
    daily_demand          Float64 comment 'Expected units of a day of the next seven',
    stockout_on           Nullable(Date) comment 'Day on which the expected demand has used up what is there and ordered; null beyond 60 days',
    delivery_on           Date comment 'When the next delivery comes, or would if it were ordered today',
    probability           Float64 comment 'Chance that nothing is left before that delivery, 0 to 1',
    demand_until_delivery Float64 comment 'Expected units asked for until then',
    demand_low            Int32 comment 'In nine of ten cases more or as many are asked for',
    demand_high           Int32 comment 'In nine of ten cases fewer or as many are asked for',
    order_quantity        Int32 comment 'Units to order so that a delivery and two weeks are covered in 95 of 100 cases; 0 for nothing yet',
    order_by              Nullable(Date) comment 'Last day for that order',
    sister_branch_id      Nullable(UUID) comment 'Branch of the same franchise that can spare most, when this one runs short',
    sister_spare_units    Int32 comment 'How many it can spare',
    expiring_units        Int32 comment 'Units that expire within 60 days before the demand uses them, or have',
    expires_on            Nullable(Date) comment 'When the first of them expire',
    model_version         LowCardinality(String) comment 'The model that told',
    made_at               DateTime64(6, 'UTC') comment 'When it was told',
    version               UInt64 comment 'Newest log position behind it; of equal ones the later row counts',
    is_deleted            UInt8 comment '1 when the branch keeps the item no longer'
) engine = ReplacingMergeTree(version, is_deleted)
order by (organization_id, item_id)
comment 'One row per item and branch: how long it lasts and what to order; read it with final, and is_deleted = 0';
