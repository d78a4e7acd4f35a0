-- A vaccination without an expiry does not expire.
with transactions as (
    select i.organization_id as organization_id, i.branch_id as branch_id, a.pet_id as pet_id, i.sale_day as sale_day
    from staging.invoices as i
    inner join staging.appointments as a
        on a.organization_id = i.organization_id and a.appointment_id = i.appointment_id
    where a.status = 'completed'
),
wanderers as (
    select organization_id, pet_id from transactions group by organization_id, pet_id having uniqExact(branch_id) > 1
),
active as (
    select distinct d.organization_id as organization_id, d.branch_id as branch_id, d.day as day, t.pet_id as pet_id,
           lower(p.species) as species
    from staging.branch_days as d
    inner join transactions as t on t.organization_id = d.organization_id and t.branch_id = d.branch_id
    inner join staging.pets as p on p.organization_id = t.organization_id and p.pet_id = t.pet_id
    where t.sale_day <= d.day and t.sale_day > addMonths(d.day, -14) and lower(p.species) in ('dog', 'cat')
),
vaccines as (
    select organization_id, pet_id, groupArray((core_for, vaccination_date, expires_on)) as doses
    from (
        select organization_id, pet_id, vaccination_date, ifNull(expiry_date, toDate('2149-06-06')) as expires_on,
               multiIf(lower(vaccine_name) = 'rabies', 'any',
                       lower(vaccine_name) in ('dhpp', 'dapp', 'da2pp', 'dhlpp', 'dhpp-l', 'dap', 'dhp'), 'dog',
                       lower(vaccine_name) in ('fvrcp', 'hcp', 'rcp', 'fvrcp-c'), 'cat', '') as core_for
        from staging.vaccinations
        where core_for != ''
    )
    group by organization_id, pet_id
)
select organization_id, branch_id, day, countIf(is_current) as numerator, count() as denominator,
       groupArrayIf(pet_id, is_current and is_shared) as numerator_shared, groupArrayIf(pet_id, is_shared) as denominator_shared
from (
    select a.organization_id as organization_id, a.branch_id as branch_id, a.day as day, a.pet_id as pet_id,
           arrayExists(dose -> dose.1 = 'any' and dose.2 <= a.day and dose.3 >= a.day, v.doses)
               and arrayExists(dose -> dose.1 = a.species and dose.2 <= a.day and dose.3 >= a.day, v.doses) as is_current,
           (a.organization_id, a.pet_id) in (select organization_id, pet_id from wanderers) as is_shared
    from active as a
    left join vaccines as v on v.organization_id = a.organization_id and v.pet_id = a.pet_id
) as pets
group by all
