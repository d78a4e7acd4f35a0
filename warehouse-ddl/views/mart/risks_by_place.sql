-- One row per appointment that is still to come: how likely it is to be missed and why, with the names of place and service.
create or replace view mart.risks_by_place (
    organization_id     UUID,
    brand               String,
    franchise           String,
    branch_id           UUID,
    branch              String,
    time_zone           LowCardinality(String),
    appointment_id      UUID,
    service             String,
    scheduled_day       Date,
    is_today            Bool,
    appointment_date    DateTime64(6, 'UTC'),
    price_cents         Int64,
    probability         Float64,
    expected_loss_cents Float64,
    reasons             String,
    lowered_by          String,
    model_version       LowCardinality(String),
    scored_at           DateTime64(6, 'UTC')
) as
select r.organization_id as organization_id, b.brand as brand, b.franchise as franchise, r.branch_id as branch_id,
       b.branch as branch, b.time_zone as time_zone, r.appointment_id as appointment_id, s.name as service,
       r.scheduled_day as scheduled_day, r.scheduled_day = b.today as is_today, r.appointment_date as appointment_date, r.price_cents as price_cents,
       r.probability as probability, r.probability * r.price_cents as expected_loss_cents,
       arrayStringConcat(r.reasons, ', ') as reasons, arrayStringConcat(r.lowered_by, ', ') as lowered_by,
       r.model_version as model_version, r.scored_at as scored_at
from mart.risk_scores as r
inner join mart.branches as b on b.organization_id = r.organization_id and b.branch_id = r.branch_id
left join mart.services as s on s.organization_id = r.organization_id and s.service_id = r.service_id
