-- How clients judged a visit.
create or replace view staging.feedback (
    organization_id UUID,
    branch_id       UUID,
    feedback_id     UUID,
    appointment_id  Nullable(UUID),
    pet_id          Nullable(UUID),
    source          LowCardinality(String),
    csat            Nullable(Int16),
    nps             Nullable(Int16),
    feedback_day    Date,
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, feedback_id, appointment_id, pet_id, source, csat, nps,
       toDate(feedback_day) as feedback_day, created_at,
       source_version
from raw.feedback final
where is_deleted = 0
