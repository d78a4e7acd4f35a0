-- How a language model said a sentence, and which sentence it was: once the sentence is another one, so is this. Only what
-- was proven against the numbers comes here. It is not published, since the warehouse keeps what the numbers say.
create table insight_wordings (
    insight_id      uuid primary key references insights on delete cascade,
    organization_id uuid not null,
    branch_id       uuid not null,
    sentence        text not null,
    wording         text not null check (length(wording) between 1 and 2000),
    model           text not null,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id)
);
call stand_behind_wall('insight_wordings', rule_branch() || ' and ' || rule_works_here());

-- What somebody did about an insight: those whom it concerns, and who of them was left out by lot before anybody was asked,
-- so that what it did can be measured. Not published: the appointments and the reminders are.
create table insight_actions (
    action_id           uuid primary key default uuidv7(),
    organization_id     uuid not null,
    branch_id           uuid not null,
    insight_id          uuid not null unique references insights on delete cascade,
    kind                text not null check (kind in ('confirm_appointments')),
    missed_rate         double precision not null check (missed_rate between 0 and 1), -- Of such ones, in the bad week.
    predicted_least     double precision not null, -- Missed appointments spared.
    predicted_most      double precision not null,
    started_by          uuid not null,
    created_at          timestamptz not null default now(),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    unique (organization_id, action_id)
);
call stand_behind_wall('insight_actions', rule_branch() || ' and ' || rule_works_here());
call audit('insight_actions');

create table insight_action_targets (
    target_id       uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    action_id       uuid not null,
    appointment_id  uuid not null,
    is_held_out     boolean not null,
    unique (action_id, appointment_id),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, action_id) references insight_actions (organization_id, action_id) on delete cascade,
    foreign key (organization_id, appointment_id) references appointments (organization_id, appointment_id) on delete cascade
);
create index insight_action_targets_appointment on insight_action_targets (appointment_id);
call stand_behind_wall('insight_action_targets', rule_branch() || ' and ' || rule_works_here());

-- A request to confirm, days ahead of the usual reminder.
alter table reminders drop constraint reminders_kind_check, add constraint reminders_kind_check
    check (kind in ('appointment', 'confirmation', 'vaccination', 'rebooking', 'feedback'));
