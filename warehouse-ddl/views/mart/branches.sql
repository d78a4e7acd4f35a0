-- One row per branch, with the names of what stands above it and the day that it is there now.
create or replace view mart.branches (
    organization_id   UUID,
    organization      String,
    currency          LowCardinality(String),
    brand_id          UUID,
    brand             String,
    franchise_id      UUID,
    franchise         String,
    branch_id         UUID,
    branch            String,
    time_zone         LowCardinality(String),
    today             Date,
    opens_at_minutes  UInt16,
    closes_at_minutes UInt16
) as
select b.organization_id as organization_id, o.name as organization, o.currency as currency, f.brand_id as brand_id,
       d.name as brand, b.franchise_id as franchise_id, f.name as franchise, b.branch_id as branch_id,
       b.name as branch, b.time_zone as time_zone, toDate(formatDateTime(materialize(now()), '%F', b.time_zone)) as today,
       b.opens_at_minutes as opens_at_minutes,
       b.closes_at_minutes as closes_at_minutes
from staging.branches as b
left join staging.organizations as o on o.organization_id = b.organization_id
left join staging.franchises as f on f.organization_id = b.organization_id and f.franchise_id = b.franchise_id
left join staging.brands as d on d.organization_id = f.organization_id and d.brand_id = f.brand_id
