-- What happened, told to other programs. An event is numbered within the thing that it is about, in the transaction that
-- changed it: the row is locked there, so that numbers have no gap and no double.
create table webhooks (
    webhook_id      uuid primary key default uuidv7(),
    organization_id uuid not null references organizations,
    url             text not null check (length(url) <= 2000),
    secret          text not null, -- Sealed.
    event_types     text[] not null default '{}', -- Empty: all.
    is_active       boolean not null default true,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    unique (organization_id, webhook_id)
);
call stand_behind_wall('webhooks', rule_organization());

create table webhook_events (
    event_id        uuid primary key default uuidv7(),
    organization_id uuid not null,
    aggregate_kind  text not null,
    aggregate_id    uuid not null,
    sequence        bigint not null,
    event_type      text not null,
    payload         jsonb not null, -- Ids, states and money; never names.
    created_at      timestamptz not null default now(),
    unique (organization_id, event_id),
    unique (aggregate_id, sequence)
);
create index webhook_events_age on webhook_events (created_at);
call stand_behind_wall('webhook_events', rule_organization());
revoke update on webhook_events from bloom_api;

create table webhook_deliveries (
    delivery_id     uuid primary key default uuidv7(),
    organization_id uuid not null,
    webhook_id      uuid not null,
    event_id        uuid not null,
    status          text not null default 'pending' check (status in ('pending', 'delivered', 'given_up')),
    attempts        int not null default 0,
    next_attempt_at timestamptz not null default now(),
    give_up_at      timestamptz not null default now() + interval '3 days',
    last_answer     text,
    delivered_at    timestamptz,
    created_at      timestamptz not null default now(),
    foreign key (organization_id, webhook_id) references webhooks (organization_id, webhook_id) on delete cascade,
    foreign key (organization_id, event_id) references webhook_events (organization_id, event_id) on delete cascade
);
create index webhook_deliveries_due on webhook_deliveries (next_attempt_at) where status = 'pending';
create index webhook_deliveries_webhook on webhook_deliveries (webhook_id, delivery_id);
call stand_behind_wall('webhook_deliveries', rule_organization());

-- Costs one look into a small table where nobody listens.
create function tell_webhooks() returns trigger language plpgsql as $$
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
    type := kind || case when tg_op = 'INSERT' then '.created' when thing ? 'status'
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
create trigger tell_webhooks after insert or update on appointments for each row execute function tell_webhooks('appointment',
    'appointment_id', 'appointment_id,branch_id,pet_id,service_id,staff_id,appointment_date,ends_at,status,price_cents,is_late_cancel');
create trigger tell_webhooks after insert or update on invoices for each row execute function tell_webhooks('invoice',
    'invoice_id', 'invoice_id,branch_id,appointment_id,status,sale_day');
create trigger tell_webhooks after insert on payments for each row execute function tell_webhooks('payment',
    'payment_id', 'payment_id,branch_id,invoice_id,kind,method,amount_cents,paid_day');
create trigger tell_webhooks after insert or update on pets for each row execute function tell_webhooks('pet',
    'pet_id', 'pet_id,species,breed,gender,weight');

create policy delivering on webhook_deliveries for select to bloom_owner using (current_setting('bloom.delivering', true) = 'true');
create function security.organizations_to_deliver() returns setof uuid
    language plpgsql security definer set search_path = public as $$
begin
    perform set_config('bloom.delivering', 'true', true);
    return query select distinct d.organization_id from webhook_deliveries d
                 where d.status = 'pending' and d.next_attempt_at <= now();
    perform set_config('bloom.delivering', '', true);
end $$;
revoke execute on function security.organizations_to_deliver() from public;
grant execute on function security.organizations_to_deliver() to bloom_api;
call audit('webhooks');
