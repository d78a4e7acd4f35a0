-- What each branch was called and whose it was, from when to when; the first version counts from the beginning.
create or replace view mart.branch_history (
    organization_id UUID,
    branch_id       UUID,
    franchise_id    UUID,
    name            String,
    time_zone       LowCardinality(String),
    valid_from      DateTime64(6, 'UTC'),
    valid_to        DateTime64(6, 'UTC')
) as
select organization_id, branch_id, franchise_id, name, time_zone,
       if(before = 0, toDateTime64(0, 6, 'UTC'), committed_at) as valid_from,
       leadInFrame(committed_at, 1, toDateTime64('2299-12-31 00:00:00', 6, 'UTC')) over (partition by organization_id, branch_id order by version rows between unbounded preceding and unbounded following) as valid_to
from (
    select *, row_number() over (partition by organization_id, branch_id order by version) - 1 as before
    from (
        select *, (franchise_id, name, time_zone) as shown,
               lagInFrame(shown) over (partition by organization_id, branch_id order by version rows between unbounded preceding and unbounded following) as shown_before,
               row_number() over (partition by organization_id, branch_id order by version) as nth
        from mart.branch_versions final
    )
    where nth = 1 or shown != shown_before
)
