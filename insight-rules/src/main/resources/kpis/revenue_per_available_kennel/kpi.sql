-- The parts of a stay add up to it, to the cent: each is the difference of two rounded shares.
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
),
earned as (
    select s.organization_id as organization_id, s.branch_id as branch_id, s.place_id as place_id,
           s.first_night as first_night, greatest(s.nights, 1) as nights, sum(l.gross_cents - l.discount_cents) as net_cents
    from stays as s
    inner join staging.invoices as i
        on i.organization_id = s.organization_id and i.appointment_id = s.appointment_id
    inner join staging.invoice_lines as l on l.organization_id = i.organization_id and l.invoice_id = i.invoice_id
    where l.charge = 'service'
    group by s.organization_id, s.branch_id, s.place_id, s.first_night, s.nights, s.appointment_id
),
revenue as (
    select e.organization_id as organization_id, e.branch_id as branch_id, k.place_kind as place_kind,
           arrayJoin(range(toUInt32(e.nights))) as nth, e.first_night + nth as night,
           intDiv(e.net_cents * (nth + 1), e.nights) - intDiv(e.net_cents * nth, e.nights) as net_cents
    from earned as e
    inner join kennels as k on k.organization_id = e.organization_id and k.resource_id = e.place_id
)
select organization_id, branch_id, day, place_kind, sum(net_cents) as numerator, sum(available) as denominator
from (
    select d.organization_id as organization_id, d.branch_id as branch_id, d.day as day, k.place_kind as place_kind,
           0 as net_cents, 1 as available
    from staging.branch_days as d
    inner join kennels as k on k.organization_id = d.organization_id and k.branch_id = d.branch_id
    where k.since <= d.day
    union all
    select r.organization_id as organization_id, r.branch_id as branch_id, r.night as day, r.place_kind as place_kind,
           r.net_cents as net_cents, 0 as available
    from revenue as r
    inner join staging.branch_days as d
        on d.organization_id = r.organization_id and d.branch_id = r.branch_id and d.day = r.night
) as parts
group by all
