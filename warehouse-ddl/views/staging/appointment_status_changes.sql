-- Who moved an appointment from which status to which, and when.
create or replace view staging.appointment_status_changes (
    organization_id UUID,
    branch_id       UUID,
    change_id       UUID,
    appointment_id  UUID,
    changed_by      Nullable(UUID),
    from_status     LowCardinality(Nullable(String)),
    to_status       LowCardinality(String),
    changed_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, change_id, appointment_id, changed_by, from_status, to_status, changed_at,
       source_version
from raw.appointment_status_changes final
where is_deleted = 0
