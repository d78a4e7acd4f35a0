-- The life of an alert: opened, acknowledged, snoozed until a moment, resolved by its rule or a person, or wrong.
alter table alerts
    add column at_stake_cents bigint,
    add column action text not null default '' check (action ~ '^[a-z_]{0,40}$'),
    add column opened_day date,
    add column acknowledged_at timestamptz,
    add column snoozed_until timestamptz,
    add column closed_at timestamptz,
    add column closed_by uuid, -- Nobody, where its rule saw the end of it.
    add column feedback text check (feedback in ('known', 'too_small', 'too_late', 'wrong_numbers', 'other')),
    add column is_demoted boolean not null default false;

-- The owner of the tables stands behind the walls, too: for this one look back they are down.
alter table alerts no force row level security;
alter table branches no force row level security;
update alerts a set opened_day = (a.opened_at at time zone b.time_zone)::date,
    closed_at = case when a.status = 'resolved' then a.updated_at end,
    acknowledged_at = case when a.status = 'acknowledged' then a.updated_at end
from branches b where b.branch_id = a.branch_id;
alter table branches force row level security;
alter table alerts force row level security;

alter table alerts alter column opened_day set not null;
alter table alerts drop constraint alerts_status_check;
alter table alerts add constraint alerts_status_check
    check (status in ('opened', 'acknowledged', 'snoozed', 'resolved', 'wrong'));
alter table alerts add constraint alerts_snoozed check ((status = 'snoozed') = (snoozed_until is not null));
alter table alerts add constraint alerts_closed check ((status in ('resolved', 'wrong')) = (closed_at is not null));
create index alerts_rule on alerts (organization_id, rule, opened_at);
create index alerts_asleep on alerts (snoozed_until) where status = 'snoozed';

create function set_opened_day() returns trigger language plpgsql as $$
begin
    new.opened_day := new.opened_at at time zone branch_zone(new.branch_id);
    return new;
end $$;
create trigger set_days before insert or update of opened_at, branch_id, opened_day
    on alerts for each row execute function set_opened_day();

grant select (at_stake_cents, action, opened_day, acknowledged_at, snoozed_until, closed_at, closed_by, feedback, is_demoted)
    on alerts to bloom_reconcile;

create function severity_rank(severity text) returns int language sql immutable parallel safe as $$
    select array_position(array['info', 'warning', 'critical'], severity)
$$;

-- Each step of that life, in the transaction that takes it: what viewers are told, and what is sent to people. Some four
-- short rows for an alert; a branch with three alerts a day writes half a megabyte a year.
create table alert_steps (
    step_id         uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    alert_id        uuid not null references alerts on delete cascade,
    step            text not null
        check (step in ('opened', 'raised', 'acknowledged', 'snoozed', 'returned', 'resolved', 'wrong')),
    severity        text not null,
    at              timestamptz not null default clock_timestamp(),
    -- Transactions end in another order than they begin: a reader that goes no further than the oldest one that is
    -- still open skips nothing.
    xact            xid8 not null default pg_current_xact_id(),
    is_routed       boolean not null default false,
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id)
);
create index alert_steps_place on alert_steps (xact, step_id);
create index alert_steps_alert on alert_steps (alert_id);
create index alert_steps_to_route on alert_steps (organization_id) where not is_routed;
call stand_behind_wall('alert_steps', rule_branch() || ' and ' || rule_works_here());

create function write_alert_step() returns trigger language plpgsql as $$
declare
    has_risen boolean := tg_op = 'UPDATE' and new.status not in ('resolved', 'wrong')
        and severity_rank(new.severity) > severity_rank(old.severity);
    taken text := case
        when tg_op = 'INSERT' then new.status
        when has_risen then 'raised'
        when new.status = old.status then null
        when new.status = 'opened' and old.status = 'snoozed' then 'returned'
        else new.status end;
begin
    if taken is not null then
        insert into alert_steps (organization_id, branch_id, alert_id, step, severity)
        values (new.organization_id, new.branch_id, new.alert_id, taken, new.severity);
    end if;
    return null;
end $$;
create trigger write_step after insert or update on alerts for each row execute function write_alert_step();

-- Which channel somebody wants, from which severity on, and how much of it in a day.
create table alert_preferences (
    preference_id   uuid primary key default uuidv7(),
    organization_id uuid not null references organizations,
    user_id         uuid not null,
    by_email        boolean not null default true,
    from_severity   text check (from_severity in ('info', 'warning', 'critical')), -- Null: as the role has it.
    most_per_day    int not null default 12 check (most_per_day between 0 and 200),
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    unique (organization_id, user_id),
    foreign key (organization_id, user_id) references users (organization_id, user_id) on delete cascade
);
call stand_behind_wall('alert_preferences', rule_organization() || ' and ' || rule_own_user());
call audit('alert_preferences');

-- What is told to one person at once: alerts of one rule at one branch, or what was held back during a day.
create table alert_messages (
    message_id      uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    user_id         uuid not null,
    kind            text not null check (kind in ('alerts', 'digest')),
    rule            text not null default '', -- A digest has none.
    severity        text not null check (severity in ('info', 'warning', 'critical')),
    alert_ids       uuid[] not null check (cardinality(alert_ids) > 0),
    status          text not null default 'waiting' check (status in ('waiting', 'sent', 'capped', 'dropped', 'failed')),
    send_at         timestamptz not null,
    attempts        int not null default 0,
    sent_at         timestamptz,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, user_id) references users (organization_id, user_id) on delete cascade
);
create index alert_messages_due on alert_messages (send_at) where status = 'waiting';
create index alert_messages_person on alert_messages (user_id, message_id);
call stand_behind_wall('alert_messages', rule_branch() || ' and ' || rule_own_user());

-- A demoted rule speaks up again from here on: what was judged before no longer counts against it.
create table alert_rule_lifts (
    lift_id         uuid primary key default uuidv7(),
    organization_id uuid not null references organizations,
    rule            text not null check (rule ~ '^[a-z0-9_]{1,60}$'),
    lifted_by       uuid not null,
    lifted_at       timestamptz not null default now()
);
create index alert_rule_lifts_rule on alert_rule_lifts (organization_id, rule, lifted_at);
call stand_behind_wall('alert_rule_lifts', rule_organization() || ' and ' || rule_works_here());
call audit('alert_rule_lifts');

-- What runs by itself finds its work across organizations, and does it within one.
create policy working on alerts for select to bloom_owner using (current_setting('bloom.alerting', true) = 'true');
create policy working on alert_steps for select to bloom_owner using (current_setting('bloom.alerting', true) = 'true');
create policy working on alert_messages for select to bloom_owner using (current_setting('bloom.alerting', true) = 'true');
create function security.organizations_with_alert_work() returns setof uuid
    language plpgsql security definer set search_path = public as $$
begin
    perform set_config('bloom.alerting', 'true', true);
    return query
        select a.organization_id from alerts a where a.status = 'snoozed' and a.snoozed_until <= now()
        union select s.organization_id from alert_steps s where not s.is_routed
        union select m.organization_id from alert_messages m where m.status = 'waiting' and m.send_at <= now();
    perform set_config('bloom.alerting', '', true);
end $$;
revoke execute on function security.organizations_with_alert_work() from public;
grant execute on function security.organizations_with_alert_work() to bloom_api;

-- One look for all who watch; who may see which of it is decided where they are known. Nothing of a transaction that
-- began before one that is still open: a step that is committed later then never lies behind one that was read.
create function security.alert_steps_after(after_xact xid8, after_step uuid, at_most int)
    returns table (organization_id uuid, branch_id uuid, alert_id uuid, step_id uuid, step text, at timestamptz, xact xid8)
    language plpgsql security definer set search_path = public as $$
begin
    perform set_config('bloom.alerting', 'true', true);
    return query select s.organization_id, s.branch_id, s.alert_id, s.step_id, s.step, s.at, s.xact from alert_steps s
                 where (s.xact, s.step_id) > (after_xact, after_step) and s.xact < pg_snapshot_xmin(pg_current_snapshot())
                 order by s.xact, s.step_id limit at_most;
    perform set_config('bloom.alerting', '', true);
end $$;
revoke execute on function security.alert_steps_after(xid8, uuid, int) from public;
grant execute on function security.alert_steps_after(xid8, uuid, int) to bloom_api;

-- Programs are told every step by the alert's own number; an alert of a demoted rule is for the inbox alone.
create or replace function tell_webhooks() returns trigger language plpgsql as $$
declare
    thing jsonb;
    kind  text := tg_argv[0];
    type  text;
    event uuid;
begin
    if not exists (select from webhooks w where w.organization_id = new.organization_id and w.is_active) then
        return null;
    end if;
    thing := to_jsonb(new);
    type := kind || case when tg_op = 'INSERT' then '.' || coalesce(tg_argv[3], 'created') when thing ? 'status'
                and thing ->> 'status' is distinct from to_jsonb(old) ->> 'status' then '.' || (thing ->> 'status') else '.changed' end;
    insert into webhook_events (organization_id, aggregate_kind, aggregate_id, sequence, event_type, payload)
    values (new.organization_id, kind, (thing ->> tg_argv[1])::uuid,
            coalesce((select max(sequence) from webhook_events where aggregate_id = (thing ->> tg_argv[1])::uuid), 0) + 1,
            type,
            -- What leaves is named, so that a column that is added later stays inside.
            (select jsonb_object_agg(k, thing -> k) from unnest(string_to_array(tg_argv[2], ',')) k where thing ? k))
    returning event_id into event;
    insert into webhook_deliveries (organization_id, webhook_id, event_id)
    select new.organization_id, w.webhook_id, event from webhooks w
    where w.organization_id = new.organization_id and w.is_active
      and (w.event_types = '{}' or type = any (w.event_types));
    return null;
end $$;
create trigger tell_webhooks after insert on alerts for each row when (not new.is_demoted)
    execute function tell_webhooks('alert', 'alert_id',
        'alert_id,branch_id,rule,severity,subject_kind,subject_id,episode,action,at_stake_cents,status,opened_at', 'opened');
create trigger tell_webhooks_of_change after update on alerts for each row
    when (not new.is_demoted and (old.status, old.severity) is distinct from (new.status, new.severity))
    execute function tell_webhooks('alert', 'alert_id',
        'alert_id,branch_id,rule,severity,subject_kind,subject_id,episode,action,at_stake_cents,status,snoozed_until,feedback,opened_at');
