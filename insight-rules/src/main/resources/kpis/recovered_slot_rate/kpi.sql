-- A slot is refilled by an appointment that was made after the cancel and overlaps it.
with freed as (
    select organization_id, branch_id, scheduled_day, appointment_id, ifNull(staff_id, place_id) as resource_id,
           appointment_date, ends_at, assumeNotNull(cancelled_at) as freed_at, price_cents
    from staging.appointments
    where status = 'cancelled' and cancelled_at < appointment_date and resource_id is not null
),
taken as (
    select organization_id, branch_id, scheduled_day, ifNull(staff_id, place_id) as resource_id,
           appointment_date, ends_at, created_at
    from staging.appointments
    where status != 'cancelled' and resource_id is not null
)
select organization_id, branch_id, scheduled_day as day, countIf(is_refilled) as numerator, count() as denominator
from (
    select f.organization_id as organization_id, f.branch_id as branch_id, f.scheduled_day as scheduled_day,
           f.appointment_id as appointment_id,
           max(t.appointment_date < f.ends_at and t.ends_at > f.appointment_date and t.created_at >= f.freed_at) as is_refilled
    from freed as f
    left join taken as t
        on t.organization_id = f.organization_id and t.branch_id = f.branch_id
        and t.scheduled_day = f.scheduled_day and t.resource_id = f.resource_id
    group by all
) as slots
group by all
