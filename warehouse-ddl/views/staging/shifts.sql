-- When staff are planned to work.
create or replace view staging.shifts (
    organization_id UUID,
    branch_id       UUID,
    shift_id        UUID,
    user_id         UUID,
    starts_at       DateTime64(6, 'UTC'),
    ends_at         DateTime64(6, 'UTC'),
    shift_day       Date,
    created_at      DateTime64(6, 'UTC'),
    source_version  UInt64
) as
select organization_id, branch_id, shift_id, user_id, starts_at, ends_at, toDate(shift_day) as shift_day,
       created_at, source_version
from raw.shifts final
where is_deleted = 0
