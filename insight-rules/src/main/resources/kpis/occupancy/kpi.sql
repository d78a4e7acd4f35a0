-- A stay holds its place over as many local midnights as lie between its start and its end.
with kennels as (
    select r.organization_id as organization_id, assumeNotNull(r.branch_id) as branch_id, r.resource_id as resource_id,
           assumeNotNull(r.place_kind) as place_kind, toDate(r.created_at) as since
    from staging.resources as r
    inner join (select distinct organization_id, place_kind from staging.services where category = 'boarding') as s
        on s.organization_id = r.organization_id and s.place_kind = r.place_kind
    where r.kind = 'place' and r.branch_id is not null
),
stays as (
    select a.organization_id as organization_id, a.branch_id as branch_id, a.appointment_id as appointment_id,
           assumeNotNull(a.place_id) as place_id, a.scheduled_day as first_night,
           intDiv(a.scheduled_hour * 60 + toMinute(a.appointment_date)
                  + intDiv(dateDiff('second', a.appointment_date, a.ends_at), 60) - 1, 1440) as nights
    from staging.appointments as a
    where a.place_id is not null and a.status in ('completed', 'scheduled') and (a.status = 'completed' or a.checked_in_at is not null)
)
select d.organization_id as organization_id, d.branch_id as branch_id, d.day as day, k.place_kind as place_kind,
       countIf(o.is_occupied) as numerator, count() as denominator
from staging.branch_days as d
inner join kennels as k on k.organization_id = d.organization_id and k.branch_id = d.branch_id
left join (
    select distinct organization_id, place_id, first_night + arrayJoin(range(toUInt32(greatest(nights, 0)))) as night,
           true as is_occupied
    from stays
) as o on o.organization_id = k.organization_id and o.place_id = k.resource_id and o.night = d.day
where k.since <= d.day
group by all
