-- What clients are told and what they tell.
create table reminders (
    reminder_id     uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    pet_id          uuid not null,
    kind            text not null check (kind in ('appointment', 'vaccination', 'rebooking', 'feedback')),
    subject_id      uuid not null, -- The appointment, the vaccination, the last visit.
    channel         text not null check (channel in ('email', 'sms', 'push', 'outbox')),
    status          text not null default 'pending' check (status in ('pending', 'sent', 'confirmed', 'answered', 'failed')),
    due_day         date not null, -- The branch's own day.
    token_hash      bytea, -- Of the one-tap link.
    attempts        int not null default 0,
    sent_at         timestamptz,
    answered_at     timestamptz,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    unique (organization_id, kind, subject_id),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, pet_id) references pets (organization_id, pet_id) on delete cascade
);
create unique index reminders_token on reminders (token_hash);
create index reminders_branch on reminders (branch_id, due_day);
call stand_behind_wall('reminders', rule_branch() || ' and ' || rule_own_pet());
call publish('reminders');

-- What would go out, where nothing goes out. Sealed, like all contact data.
create table outbox_messages (
    message_id      uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    reminder_id     uuid references reminders on delete cascade,
    channel         text not null,
    recipient       text not null, -- Sealed.
    subject         text not null,
    body            text not null, -- Sealed.
    created_at      timestamptz not null default now(),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id)
);
create index outbox_messages_branch on outbox_messages (branch_id, message_id);
call stand_behind_wall('outbox_messages', rule_branch() || ' and ' || rule_works_here());

create table feedback (
    feedback_id     uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    appointment_id  uuid,
    pet_id          uuid,
    source          text not null check (source in ('poll', 'api', 'zigpoll')),
    csat            smallint check (csat between 1 and 5),
    nps             smallint check (nps between 0 and 10),
    notes           text, -- Sealed.
    feedback_day    date not null,
    created_at      timestamptz not null default now(),
    unique (organization_id, appointment_id), -- A visit is judged once.
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, appointment_id)
        references appointments (organization_id, appointment_id) on delete set null (appointment_id),
    foreign key (organization_id, pet_id) references pets (organization_id, pet_id) on delete set null (pet_id),
    check (csat is not null or nps is not null or notes is not null)
);
create index feedback_branch on feedback (branch_id, feedback_day);
call stand_behind_wall('feedback', rule_branch() || ' and ' || rule_own_pet());
call publish('feedback');
create function set_feedback_day() returns trigger language plpgsql as $$
begin
    new.feedback_day := new.created_at at time zone branch_zone(new.branch_id);
    return new;
end $$;
create trigger set_days before insert or update of created_at, branch_id, feedback_day
    on feedback for each row execute function set_feedback_day();

-- A link is opened by somebody who is not signed in: the token alone says whose it is.
create policy by_token on reminders for select to bloom_owner
    using (token_hash = decode(nullif(current_setting('bloom.token_hash', true), ''), 'hex'));
create function security.reminder_of(given_hash bytea) returns table (organization_id uuid, reminder_id uuid)
    language plpgsql security definer set search_path = public as $$
begin
    perform set_config('bloom.token_hash', encode(given_hash, 'hex'), true);
    return query select r.organization_id, r.reminder_id from reminders r where r.token_hash = given_hash;
    perform set_config('bloom.token_hash', '', true);
end $$;
revoke execute on function security.reminder_of(bytea) from public;
grant execute on function security.reminder_of(bytea) to bloom_api;

-- A poll tool calls with a secret of the organization in its address; only its hash is kept.
create table poll_hooks (
    hook_id         uuid primary key default uuidv7(),
    organization_id uuid not null references organizations,
    branch_id       uuid not null,
    token_hash      bytea not null unique,
    created_at      timestamptz not null default now(),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id)
);
call stand_behind_wall('poll_hooks', rule_branch() || ' and ' || rule_works_here());
create policy by_token on poll_hooks for select to bloom_owner
    using (token_hash = decode(nullif(current_setting('bloom.token_hash', true), ''), 'hex'));
create function security.poll_hook_of(given_hash bytea) returns table (organization_id uuid, branch_id uuid)
    language plpgsql security definer set search_path = public as $$
begin
    perform set_config('bloom.token_hash', encode(given_hash, 'hex'), true);
    return query select h.organization_id, h.branch_id from poll_hooks h where h.token_hash = given_hash;
    perform set_config('bloom.token_hash', '', true);
end $$;
revoke execute on function security.poll_hook_of(bytea) from public;
grant execute on function security.poll_hook_of(bytea) to bloom_api;

call audit('reminders');
call audit('feedback');

-- A sealed e-mail is longer than a plain one.
alter table users drop constraint users_email_check, add constraint users_email_check
    check (email = lower(email) and length(email) <= 600);
