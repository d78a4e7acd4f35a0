-- What each member of staff was labelled and where they worked, from when to when; the first version counts from the beginning.
create or replace view mart.staff_history (
    organization_id UUID,
    branch_id       UUID,
    staff_id        UUID,
    label           String,
    valid_from      DateTime64(6, 'UTC'),
    valid_to        DateTime64(6, 'UTC')
) as
select organization_id, branch_id, staff_id, label,
       if(before = 0, toDateTime64(0, 6, 'UTC'), committed_at) as valid_from,
       leadInFrame(committed_at, 1, toDateTime64('2299-12-31 00:00:00', 6, 'UTC')) over (partition by organization_id, resource_id order by version rows between unbounded preceding and unbounded following) as valid_to
from (
    select *, row_number() over (partition by organization_id, resource_id order by version) - 1 as before
    from (
        select *, (branch_id, label) as shown,
               lagInFrame(shown) over (partition by organization_id, resource_id order by version rows between unbounded preceding and unbounded following) as shown_before,
               row_number() over (partition by organization_id, resource_id order by version) as nth
        from mart.staff_versions final
    )
    where nth = 1 or shown != shown_before
)
