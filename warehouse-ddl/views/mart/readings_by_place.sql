-- One row per KPI, branch, day and dimensions: the newest reading with the names of its place and of what it is split by.
create or replace view mart.readings_by_place (
    kpi                LowCardinality(String),
    definition_version UInt16,
    organization_id    UUID,
    organization       String,
    currency           LowCardinality(String),
    brand              String,
    franchise          String,
    branch_id          UUID,
    branch             String,
    day                Date,
    is_today           Bool,
    dimensions         Array(String),
    part               String,
    numerator          Int64,
    denominator        Int64,
    numerator_state    AggregateFunction(uniqExact, UUID),
    denominator_state  AggregateFunction(uniqExact, UUID),
    quantile_state     AggregateFunction(quantilesExact(0.5, 0.9), Float64),
    source             LowCardinality(String),
    recorded_at        DateTime64(6, 'UTC')
) as
select r.kpi as kpi, r.definition_version as definition_version, r.organization_id as organization_id,
       b.organization as organization, b.currency as currency, b.brand as brand, b.franchise as franchise,
       r.branch_id as branch_id, b.branch as branch, r.day as day,
       r.day = b.today as is_today, r.dimensions as dimensions,
       -- The first dimension in words, where it is the number of a service or of somebody who works there.
       multiIf(p.name != '', p.name, empty(r.dimensions), '', r.dimensions[1]) as part,
       r.numerator as numerator, r.denominator as denominator, r.numerator_state as numerator_state,
       r.denominator_state as denominator_state, r.quantile_state as quantile_state,
       r.source as source, r.recorded_at as recorded_at
from mart.latest_readings as r final
inner join mart.branches as b on b.organization_id = r.organization_id and b.branch_id = r.branch_id
left join (
    select organization_id, toString(service_id) as id, name from staging.services
    union all
    select organization_id, toString(assumeNotNull(user_id)) as id, any(label) as name
    from staging.resources where user_id is not null group by organization_id, user_id
) as p on p.organization_id = r.organization_id and p.id = r.dimensions[1]
