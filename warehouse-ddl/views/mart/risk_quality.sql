-- One row per organization, day, kind of group and group (all, client, species, branch): how right the risk scores of the
-- 28 days up to that day were, by the newest score that each appointment had before it began. Drift is how far the mean
-- score of the last seven of these days lies from that of all.
create or replace view mart.risk_quality (
    organization_id UUID,
    day             Date,
    group_kind      LowCardinality(String),
    group_name      String,
    appointments    UInt64,
    missed          UInt64,
    missed_rate     Float64,
    told_rate       Float64,
    auc             Nullable(Float64),
    brier           Float64,
    ece             Float64,
    drift           Float64
) as
select organization_id, scheduled_day + ago as day, part.1 as group_kind, part.2 as group_name,
       count() as appointments, sum(is_missed) as missed, avg(is_missed) as missed_rate, avg(probability) as told_rate,
       -- Ranks need both kinds of outcome.
       if(missed in (0, appointments), null, arrayROCAUC(groupArray(probability), groupArray(is_missed))) as auc,
       avg(pow(probability - is_missed, 2)) as brier,
       arraySum(arrayMap(off -> abs(off), sumMap([toUInt8(least(9, floor(10 * probability)))],
                                                 [probability - is_missed]).2)) / appointments as ece,
       avgIf(probability, ago < 7) - told_rate as drift
from (
    select a.organization_id as organization_id, a.scheduled_day as scheduled_day, a.status = 'no_show' as is_missed,
           r.probability as probability,
           arrayJoin([('all', ''),
                      ('client', if(r.client_visits = 0, 'new', 'known')),
                      ('species', ifNull(r.species, 'unknown')),
                      ('branch', toString(a.branch_id))]) as part,
           arrayJoin(range(28)) as ago
    from staging.appointments as a
    inner join staging.risk_scores as r
        on r.organization_id = a.organization_id and r.appointment_id = a.appointment_id
    where a.status in ('completed', 'no_show')
) as judged
where scheduled_day + ago <= today()
group by organization_id, day, group_kind, group_name
