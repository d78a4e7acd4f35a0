-- What a line charges for: fees are sales, and told apart. A tip is the staff's: beside the payment, never in the invoice.
alter table invoice_lines
    add column charge text not null default 'service' check (charge in ('service', 'item', 'late_fee', 'no_show_fee'));

alter table payments
    add column tip_cents bigint not null default 0,
    add column intent_id uuid,
    drop constraint payments_method_check,
    add constraint payments_method_check check (method in ('card', 'cash', 'transfer', 'deposit')),
    add check (case kind when 'payment' then tip_cents >= 0 else tip_cents <= 0 end),
    add check (method <> 'deposit' or tip_cents = 0);

-- Money for a visit before there is an invoice: taken, and given back, with the sign of what came in.
create table deposits (
    deposit_id      uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    appointment_id  uuid not null,
    kind            text not null check (kind in ('taken', 'returned')),
    method          text not null check (method in ('card', 'cash', 'transfer')),
    amount_cents    bigint not null check (case kind when 'taken' then amount_cents > 0 else amount_cents < 0 end),
    intent_id       uuid,
    taken_day       date not null,
    created_at      timestamptz not null default now(),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, appointment_id)
        references appointments (organization_id, appointment_id) on delete restrict
);
create index deposits_appointment on deposits (appointment_id);

create function set_taken_day() returns trigger language plpgsql as $$
begin
    new.taken_day := new.created_at at time zone branch_zone(new.branch_id);
    return new;
end $$;
create trigger set_days before insert or update of created_at, branch_id, taken_day
    on deposits for each row execute function set_taken_day();

-- What a payment provider was asked for, and what it said at last. Its own events come twice, late and out of order.
create table payment_intents (
    intent_id          uuid primary key default uuidv7(),
    organization_id    uuid not null,
    branch_id          uuid not null,
    kind               text not null check (kind in ('payment', 'deposit')),
    invoice_id         uuid,
    appointment_id     uuid,
    amount_cents       bigint not null check (amount_cents > 0),
    tip_cents          bigint not null default 0 check (tip_cents >= 0),
    provider           text not null,
    provider_reference text,
    status             text not null default 'created' check (status in ('created', 'processing', 'succeeded', 'failed')),
    created_at         timestamptz not null default now(),
    updated_at         timestamptz not null default now(),
    unique (organization_id, intent_id),
    unique (provider, provider_reference),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, invoice_id) references invoices (organization_id, invoice_id) on delete restrict,
    foreign key (organization_id, appointment_id)
        references appointments (organization_id, appointment_id) on delete restrict,
    check (case kind when 'payment' then invoice_id is not null and appointment_id is null
                     else invoice_id is null and appointment_id is not null and tip_cents = 0 end)
);
create index payment_intents_invoice on payment_intents (invoice_id);
create index payment_intents_appointment on payment_intents (appointment_id);

-- The second time an event comes, it is known.
create table payment_events (
    event_id        text primary key,
    organization_id uuid not null,
    intent_id       uuid not null,
    type            text not null,
    received_at     timestamptz not null default now(),
    foreign key (organization_id, intent_id) references payment_intents (organization_id, intent_id) on delete cascade
);

-- One intent pays once, whatever else goes wrong.
create unique index payments_intent on payments (intent_id) where intent_id is not null and kind = 'payment';
create unique index deposits_intent on deposits (intent_id) where intent_id is not null and kind = 'taken';

-- What a provider has to give back: written with the refund itself, asked for after the commit until it is done.
create table refunds (
    refund_id       uuid primary key, -- That of the payment or deposit row, and the provider's idempotency key.
    organization_id uuid not null,
    branch_id       uuid not null,
    intent_id       uuid not null,
    amount_cents    bigint not null check (amount_cents > 0),
    status          text not null default 'waiting' check (status in ('waiting', 'done')),
    attempts        int not null default 0,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, intent_id) references payment_intents (organization_id, intent_id) on delete restrict
);
create index refunds_waiting on refunds (updated_at) where status = 'waiting';

create function ask_for_refund() returns trigger language plpgsql security definer set search_path = public as $$
begin
    insert into refunds (refund_id, organization_id, branch_id, intent_id, amount_cents)
    values (case tg_table_name when 'payments' then (to_jsonb(new) ->> 'payment_id')::uuid
                               else (to_jsonb(new) ->> 'deposit_id')::uuid end,
            new.organization_id, new.branch_id, new.intent_id, -new.amount_cents);
    return null;
end $$;
create trigger ask_for_refund after insert on payments for each row
    when (new.amount_cents < 0 and new.intent_id is not null) execute function ask_for_refund();
create trigger ask_for_refund after insert on deposits for each row
    when (new.amount_cents < 0 and new.intent_id is not null) execute function ask_for_refund();

-- Double entry: debits positive, credits negative, and the entries of one source sum to zero. Triggers write them from
-- the rows that mean money, so that no writer can forget; nobody else may.
create table ledger_entries (
    entry_id        uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    source          text not null check (source in ('invoice_line', 'payment', 'deposit')),
    source_id       uuid not null,
    account         text not null check (account in
        ('receivable', 'sales', 'tax_payable', 'tips_payable', 'deposits_held', 'card', 'cash', 'bank')),
    amount_cents    bigint not null check (amount_cents <> 0),
    entry_day       date not null,
    created_at      timestamptz not null default now(),
    unique (source_id, account),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id)
);
create index ledger_entries_branch_day on ledger_entries (branch_id, entry_day);

create function money_account(method text) returns text language sql immutable as $$
    select case method when 'transfer' then 'bank' when 'deposit' then 'deposits_held' else method end
$$;

create function post_invoice_lines() returns trigger language plpgsql security definer set search_path = public as $$
begin
    insert into ledger_entries (organization_id, branch_id, source, source_id, account, amount_cents, entry_day, created_at)
    select l.organization_id, l.branch_id, 'invoice_line', l.line_id, e.account, e.amount, l.sale_day, l.created_at
    from added l, lateral (values
        ('receivable', l.gross_cents - l.discount_cents + l.tax_cents),
        ('sales', l.discount_cents - l.gross_cents),
        ('tax_payable', -l.tax_cents)) as e (account, amount)
    where e.amount <> 0;
    return null;
end $$;
create trigger post_to_ledger after insert on invoice_lines
    referencing new table as added for each statement execute function post_invoice_lines();

create function post_payments() returns trigger language plpgsql security definer set search_path = public as $$
begin
    insert into ledger_entries (organization_id, branch_id, source, source_id, account, amount_cents, entry_day, created_at)
    select p.organization_id, p.branch_id, 'payment', p.payment_id, e.account, e.amount, p.paid_day, p.created_at
    from added p, lateral (values
        (money_account(p.method), p.amount_cents + p.tip_cents),
        ('receivable', -p.amount_cents),
        ('tips_payable', -p.tip_cents)) as e (account, amount)
    where e.amount <> 0;
    return null;
end $$;
create trigger post_to_ledger after insert on payments
    referencing new table as added for each statement execute function post_payments();

create function post_deposits() returns trigger language plpgsql security definer set search_path = public as $$
begin
    insert into ledger_entries (organization_id, branch_id, source, source_id, account, amount_cents, entry_day, created_at)
    select d.organization_id, d.branch_id, 'deposit', d.deposit_id, e.account, e.amount, d.taken_day, d.created_at
    from added d, lateral (values
        (money_account(d.method), d.amount_cents), ('deposits_held', -d.amount_cents)) as e (account, amount);
    return null;
end $$;
create trigger post_to_ledger after insert on deposits
    referencing new table as added for each statement execute function post_deposits();

create function refuse_unbalanced() returns trigger language plpgsql as $$
begin
    if exists (select from added group by source_id having sum(amount_cents) <> 0) then
        raise exception 'ledger entries of one source must sum to zero' using errcode = 'check_violation';
    end if;
    return null;
end $$;
create trigger balance after insert on ledger_entries
    referencing new table as added for each statement execute function refuse_unbalanced();

-- What was sold and paid before today has its entries, too. The wall is down for this statement alone: a forced policy
-- would show the migration no row.
alter table invoice_lines no force row level security;
alter table payments no force row level security;
insert into ledger_entries (organization_id, branch_id, source, source_id, account, amount_cents, entry_day, created_at)
select l.organization_id, l.branch_id, 'invoice_line', l.line_id, e.account, e.amount, l.sale_day, l.created_at
from invoice_lines l, lateral (values
    ('receivable', l.gross_cents - l.discount_cents + l.tax_cents),
    ('sales', l.discount_cents - l.gross_cents),
    ('tax_payable', -l.tax_cents)) as e (account, amount)
where e.amount <> 0
union all
select p.organization_id, p.branch_id, 'payment', p.payment_id, e.account, e.amount, p.paid_day, p.created_at
from payments p, lateral (values
    (money_account(p.method), p.amount_cents), ('receivable', -p.amount_cents)) as e (account, amount);
alter table invoice_lines force row level security;
alter table payments force row level security;

do $$
declare
    organization constant text := 'organization_id = (select scope_organization())';
    branch constant text := organization
        || ' and ((select scope_every_branch()) or branch_id = any ((select scope_branches())::uuid[]))';
    works_here constant text := '(select scope_works_here())';
    wall record;
begin
    for wall in
        select * from (values
            ('deposits', 'deposit_id', branch
                || ' and ((select scope_works_here()) or appointment_id in (select appointment_id from appointments))'),
            ('payment_intents', 'intent_id', branch
                || ' and ((select scope_works_here()) or invoice_id in (select invoice_id from invoices)'
                || ' or appointment_id in (select appointment_id from appointments))'),
            ('payment_events', 'event_id', organization || ' and ' || works_here),
            ('refunds', 'refund_id', branch || ' and ' || works_here),
            ('ledger_entries', 'entry_id', branch || ' and ' || works_here)
        ) as walls (on_table, key, rule)
    loop
        execute format('alter table %I enable row level security', wall.on_table);
        execute format('alter table %I force row level security', wall.on_table);
        execute format('create policy wall on %I using (%s) with check (%s)', wall.on_table, wall.rule, wall.rule);
        execute format('create trigger keep_identity before update on %I for each row
            when (old.organization_id <> new.organization_id or old.%I <> new.%I) execute function refuse_new_identity()',
            wall.on_table, wall.key, wall.key);
        execute format('grant select on %I to bloom_api, bloom_cdc', wall.on_table);
    end loop;
end $$;
-- A pet parent's payment posts entries that they may not read.
create policy posted on ledger_entries for insert to bloom_owner
    with check (organization_id = (select scope_organization()));
grant insert on deposits, payment_intents, payment_events to bloom_api;
create policy asked_for on refunds for insert to bloom_owner
    with check (organization_id = (select scope_organization()));
grant update on payment_intents, refunds to bloom_api;
create trigger touch before update on refunds for each row
    when (old.updated_at = new.updated_at) execute function touch_updated_at();
create trigger touch before update on payment_intents for each row
    when (old.updated_at = new.updated_at) execute function touch_updated_at();
-- The warehouse has the lines, payments and deposits that the ledger follows from (docs/adr/0022).
revoke select on payment_events, ledger_entries from bloom_cdc;
alter table deposits replica identity full;
alter table payment_intents replica identity full;
alter table refunds replica identity full;
alter publication bloom add table deposits, payment_intents, refunds;

create policy waiting on refunds for select to bloom_owner
    using (current_setting('bloom.looks_for_refunds', true) = 'true' and status = 'waiting');
create function security.organizations_with_waiting_refunds() returns setof uuid
    language plpgsql security definer set search_path = public as $$
begin
    perform set_config('bloom.looks_for_refunds', 'true', true);
    return query select distinct r.organization_id from refunds r where r.status = 'waiting';
    perform set_config('bloom.looks_for_refunds', '', true);
end $$;
revoke execute on function security.organizations_with_waiting_refunds() from public;
grant execute on function security.organizations_with_waiting_refunds() to bloom_api;
