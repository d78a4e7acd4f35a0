-- The days of each branch from its first appointment on: what a snapshot is taken for.
create or replace view staging.branch_days (
    organization_id UUID,
    branch_id       UUID,
    day             Date
) as
select organization_id, branch_id, arrayJoin(arrayMap(d -> toDate(d), range(first, toUInt32(today()) + 1))) as day
from (
    select organization_id, branch_id, toUInt32(min(booked_day)) as first
    from staging.appointments
    group by organization_id, branch_id
)
