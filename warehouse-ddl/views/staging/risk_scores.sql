-- How likely appointments are to be missed, newest score each; none is made after the start, so it is the one that
-- people had before them.
create or replace view staging.risk_scores (
    organization_id UUID,
    branch_id       UUID,
    appointment_id  UUID,
    user_id         Nullable(UUID),
    scheduled_day   Date,
    probability     Float64,
    reasons         Array(String),
    lowered_by      Array(String),
    client_visits   Nullable(Int32),
    species         Nullable(String),
    model_version   LowCardinality(String),
    scored_at       DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, appointment_id, user_id, toDate(scheduled_day) as scheduled_day,
       probability, reasons, lowered_by, client_visits, species, model_version, scored_at, source_version
from raw.risk_scores final
where is_deleted = 0
