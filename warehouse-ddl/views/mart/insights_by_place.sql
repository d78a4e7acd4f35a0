-- One row per insight, newest state, with the names of its place: what is told, and what was taken back.
create or replace view mart.insights_by_place (
    organization_id  UUID,
    brand            String,
    franchise        String,
    branch           String,
    insight_id       UUID,
    kpi              LowCardinality(String),
    title            String,
    sentence         String,
    action           LowCardinality(String),
    status           LowCardinality(String),
    is_open          Bool,
    is_judged        Bool,
    is_right         Bool,
    at_stake_cents   Int64,
    confidence       Float64,
    first_day        Date,
    last_day         Date,
    restated         Int32,
    withdrawn_reason LowCardinality(String),
    opened_day       Date,
    opened_at        DateTime64(6, 'UTC')
) as
select i.organization_id as organization_id, b.brand as brand, b.franchise as franchise,
       -- One of several branches has no branch of its own.
       if(b.branch = '', 'Several branches', b.branch) as branch, i.insight_id as insight_id, i.kpi as kpi, i.title as title, i.sentence as sentence,
       i.action as action, i.status as status, i.is_open as is_open, i.is_judged as is_judged, i.is_right as is_right,
       -- A record is worth something, and nothing of it is at stake.
       if(i.pattern = 'record', 0, i.at_stake_cents) as at_stake_cents, i.confidence as confidence, i.first_day as first_day,
       i.last_day as last_day, i.restated as restated, i.withdrawn_reason as withdrawn_reason,
       i.opened_day as opened_day, i.opened_at as opened_at
from mart.insights as i
left join mart.branches as b on b.organization_id = i.organization_id and b.branch_id = i.branch_id
