-- One row per appointment that is still to come: how likely it is to be missed, why, and what would
-- lower it.
create or replace view mart.risk_scores (
    organization_id  UUID,
    branch_id        UUID,
    appointment_id   UUID,
    service_id       UUID,
    scheduled_day    Date,
    appointment_date DateTime64(6, 'UTC'),
    price_cents      Int64,
    probability      Float64,
    reasons          Array(String),
    lowered_by       Array(String),
    model_version    LowCardinality(String),
    scored_at        DateTime64(6, 'UTC')
) as
select a.organization_id as organization_id, a.branch_id as branch_id, a.appointment_id as appointment_id,
       a.service_id as service_id, a.scheduled_day as scheduled_day, a.appointment_date as appointment_date,
       a.price_cents as price_cents, r.probability as probability, r.reasons as reasons,
       r.lowered_by as lowered_by,
       r.model_version as model_version, r.scored_at as scored_at
from staging.appointments as a
inner join staging.risk_scores as r
    on r.organization_id = a.organization_id and r.appointment_id = a.appointment_id
where a.status = 'scheduled'
