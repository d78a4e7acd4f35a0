-- One row per alert, newest state, with the names of its place.
create or replace view mart.alerts_by_place (
    organization_id        UUID,
    brand                  String,
    franchise              String,
    branch_id              UUID,
    branch                 String,
    alert_id               UUID,
    rule                   LowCardinality(String),
    severity               LowCardinality(String),
    subject_kind           LowCardinality(String),
    status                 LowCardinality(String),
    is_open                Bool,
    is_judged              Bool,
    is_right               Bool,
    at_stake_cents         Nullable(Int64),
    action                 LowCardinality(String),
    opened_day             Date,
    opened_at              DateTime64(6, 'UTC'),
    minutes_to_acknowledge Nullable(Int64)
) as
select a.organization_id as organization_id, b.brand as brand, b.franchise as franchise, a.branch_id as branch_id,
       b.branch as branch, a.alert_id as alert_id, a.rule as rule, a.severity as severity,
       a.subject_kind as subject_kind, a.status as status, a.is_open as is_open, a.is_judged as is_judged,
       a.is_right as is_right, a.at_stake_cents as at_stake_cents, a.action as action, a.opened_day as opened_day,
       a.opened_at as opened_at, a.minutes_to_acknowledge as minutes_to_acknowledge
from mart.alerts as a
inner join mart.branches as b on b.organization_id = a.organization_id and b.branch_id = a.branch_id
