-- What a bad week was made of, in a sentence that carries its proof; told few times a day, and withdrawn when what came
-- late overturns it. Some three rows a day for each branch at the most: one megabyte a year.
create table insights (
    insight_id         uuid primary key default uuidv7(),
    organization_id    uuid not null,
    branch_id          uuid not null,
    kpi                text not null check (kpi ~ '^[a-z0-9_]{1,60}$'),
    definition_version int not null,
    part               text not null, -- Attributes with their values; empty where all of the branch is meant.
    part_where         jsonb not null,
    first_day          date not null,
    last_day           date not null,
    title              text not null,
    sentence           text not null,
    bindings           jsonb not null, -- Each numeral, name and direction of the sentence, in its order.
    chart              jsonb not null,
    query              text not null,
    result_hash        text not null check (result_hash ~ '^[0-9a-f]{64}$'),
    as_of_version      bigint not null, -- Newest log position among the rows behind it.
    worse              double precision not null, -- Than usual, in the KPI's own unit.
    at_stake_cents     bigint not null,
    confidence         double precision not null check (confidence between 0 and 1),
    action             text not null default '' check (action ~ '^[a-z_]{0,40}$'),
    status             text not null default 'opened' check (status in ('opened', 'withdrawn')),
    withdrawn_reason   text check (withdrawn_reason in ('overturned', 'no_rows')),
    withdrawn_at       timestamptz,
    restated           int not null default 0,
    feedback           text check (feedback in ('useful', 'known', 'wrong', 'done')),
    judged_by          uuid,
    judged_at          timestamptz,
    opened_at          timestamptz not null default now(),
    opened_day         date not null,
    created_at         timestamptz not null default now(),
    updated_at         timestamptz not null default now(),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    unique (organization_id, branch_id, kpi, part, last_day),
    check ((status = 'withdrawn') = (withdrawn_at is not null)),
    check ((status = 'withdrawn') = (withdrawn_reason is not null)),
    check ((feedback is null) = (judged_at is null))
);
create index insights_open on insights (organization_id, branch_id, last_day) where status = 'opened';
create index insights_judged on insights (organization_id, kpi, opened_at);
call stand_behind_wall('insights', rule_branch() || ' and ' || rule_works_here());
create trigger set_days before insert or update of opened_at, branch_id, opened_day
    on insights for each row execute function set_opened_day();
call publish('insights');
grant select (insight_id, organization_id, branch_id, kpi, definition_version, part, first_day, last_day, title, sentence,
    result_hash, as_of_version, at_stake_cents, confidence, action, status, withdrawn_reason, withdrawn_at, restated, feedback,
    judged_by, judged_at, opened_at, opened_day, updated_at) on insights to bloom_reconcile;
