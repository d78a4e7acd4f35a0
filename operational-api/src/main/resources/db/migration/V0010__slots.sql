-- What a service asks for besides its pet, who can do it when, and what it costs where. Defaults leave a service as it
-- was: any staff of the branch, one price, no buffer.
alter table services
    add column buffer_before_minutes int not null default 0 check (buffer_before_minutes between 0 and 480),
    add column buffer_after_minutes int not null default 0 check (buffer_after_minutes between 0 and 480),
    add column required_skills text[] not null default '{}' check (cardinality(required_skills) <= 10),
    add column place_kind text check (place_kind ~ '^[a-z][a-z_]{0,39}$'),
    add column priced_per text not null default 'visit' check (priced_per in ('visit', 'night')),
    add column tax_basis_points int not null default 0 check (tax_basis_points between 0 and 5000),
    add column deposit_cents bigint not null default 0 check (deposit_cents >= 0),
    add column late_fee_cents bigint not null default 0 check (late_fee_cents >= 0),
    add column no_show_fee_cents bigint not null default 0 check (no_show_fee_cents >= 0);

alter table resources
    add column skills text[] not null default '{}' check (cardinality(skills) <= 50),
    add column place_kind text check (place_kind ~ '^[a-z][a-z_]{0,39}$');
create index resources_bookable on resources (branch_id, kind);

-- A branch that plans shifts offers its staff in them alone; one that does not, while it is open.
alter table branches
    add column plans_shifts boolean not null default false;

create table shifts (
    shift_id        uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    user_id         uuid not null,
    starts_at       timestamptz not null,
    ends_at         timestamptz not null,
    shift_day       date not null,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, user_id) references users (organization_id, user_id) on delete cascade,
    check (ends_at > starts_at and ends_at <= starts_at + interval '24 hours'),
    constraint shifts_never_overlap exclude using gist (user_id with =, tstzrange(starts_at, ends_at) with &&)
);
create index shifts_branch_day on shifts (branch_id, shift_day);

create table price_rules (
    price_rule_id   uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    service_id      uuid not null,
    weekdays        int[] not null default '{}' check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7]), -- ISO; empty: every day.
    from_time       time not null default '00:00',
    until_time      time not null default '24:00' check (until_time > from_time),
    valid_from      date,
    valid_until     date check (valid_until >= valid_from),
    price_cents     bigint not null check (price_cents >= 0),
    priority        int not null default 0,
    created_at      timestamptz not null default now(),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, service_id) references services (organization_id, service_id) on delete cascade
);
create index price_rules_service on price_rules (service_id, branch_id);

create table booking_series (
    series_id       uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    pet_id          uuid not null,
    service_id      uuid not null,
    every_days      int not null check (every_days between 1 and 366),
    occurrences     int not null check (occurrences between 2 and 60),
    created_at      timestamptz not null default now(),
    unique (organization_id, series_id),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, pet_id) references pets (organization_id, pet_id) on delete cascade,
    foreign key (organization_id, service_id) references services (organization_id, service_id)
);

-- Confirmed and checked in are moments of a scheduled appointment: the four statuses stay what everything downstream knows.
alter table appointments
    add column place_id uuid,
    add column series_id uuid,
    add column confirmed_at timestamptz,
    add column checked_in_at timestamptz,
    add foreign key (organization_id, place_id) references resources (organization_id, resource_id),
    add foreign key (organization_id, series_id) references booking_series (organization_id, series_id);

create table holds (
    hold_id          uuid primary key default uuidv7(),
    organization_id  uuid not null,
    branch_id        uuid not null,
    pet_id           uuid not null,
    service_id       uuid not null,
    staff_id         uuid,
    place_id         uuid,
    appointment_date timestamptz not null,
    ends_at          timestamptz not null,
    price_cents      bigint not null,
    expires_at       timestamptz not null,
    appointment_id   uuid, -- What became of it.
    created_at       timestamptz not null default now(),
    unique (organization_id, hold_id),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, pet_id) references pets (organization_id, pet_id) on delete cascade,
    foreign key (organization_id, service_id) references services (organization_id, service_id),
    foreign key (organization_id, appointment_id)
        references appointments (organization_id, appointment_id) on delete cascade
);
create index holds_pet on holds (pet_id);
create index holds_appointment on holds (appointment_id) where appointment_id is not null;

alter table reservations
    add column hold_id uuid,
    -- Behind a wall an index is asked only with operators that cannot leak, and those of ranges may; these two can be.
    add column starts_at timestamptz not null generated always as (lower(during)) stored,
    add column ends_at timestamptz not null generated always as (upper(during)) stored,
    add foreign key (organization_id, hold_id)
        references holds (organization_id, hold_id) on delete cascade deferrable initially deferred,
    -- Before this, a hold was a row without a name.
    add check (kind <> 'hold' or hold_id is not null) not valid;
create index reservations_hold on reservations (hold_id) where hold_id is not null;
create index reservations_expiring on reservations (resource_id) where kind = 'hold';
create index reservations_calendar on reservations (resource_id, ends_at, starts_at);

-- Demand that found nothing, one row for each branch that was asked.
create table slot_searches (
    search_id       uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    service_id      uuid not null,
    staff_id        uuid,
    from_day        date not null,
    to_day          date not null check (to_day >= from_day),
    found           int not null check (found >= 0),
    searched_day    date not null,
    created_at      timestamptz not null default now(),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, service_id) references services (organization_id, service_id) on delete cascade
);
create index slot_searches_branch_day on slot_searches (branch_id, searched_day);

create table waitlist_entries (
    entry_id        uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    pet_id          uuid not null,
    service_id      uuid not null,
    staff_id        uuid,
    from_at         timestamptz not null,
    until_at        timestamptz not null check (until_at > from_at),
    status          text not null default 'waiting' check (status in ('waiting', 'offered', 'booked', 'withdrawn')),
    waiting_since   timestamptz not null default now(), -- Who lets an offer pass stands last again.
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    unique (organization_id, entry_id),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, pet_id) references pets (organization_id, pet_id) on delete cascade,
    foreign key (organization_id, service_id) references services (organization_id, service_id)
);
create index waitlist_entries_waiting on waitlist_entries (branch_id, waiting_since) where status = 'waiting';
create index waitlist_entries_pet on waitlist_entries (pet_id);

create table waitlist_offers (
    offer_id        uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    entry_id        uuid not null,
    hold_id         uuid not null,
    status          text not null default 'offered' check (status in ('offered', 'accepted', 'declined', 'expired')),
    expires_at      timestamptz not null,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, entry_id) references waitlist_entries (organization_id, entry_id) on delete cascade,
    foreign key (organization_id, hold_id) references holds (organization_id, hold_id) on delete cascade
);
create unique index waitlist_offers_one_at_a_time on waitlist_offers (entry_id) where status = 'offered';
create index waitlist_offers_expiry on waitlist_offers (expires_at) where status = 'offered';

create function set_shift_day() returns trigger language plpgsql as $$
begin
    new.shift_day := new.starts_at at time zone branch_zone(new.branch_id);
    return new;
end $$;
create trigger set_days before insert or update of starts_at, branch_id, shift_day
    on shifts for each row execute function set_shift_day();

create function set_searched_day() returns trigger language plpgsql as $$
begin
    new.searched_day := new.created_at at time zone branch_zone(new.branch_id);
    return new;
end $$;
create trigger set_days before insert or update of created_at, branch_id, searched_day
    on slot_searches for each row execute function set_searched_day();

-- The promises of V0004 and the walls of V0005, for the tables of today.
do $$
declare
    organization constant text := 'organization_id = (select scope_organization())';
    branch constant text := organization
        || ' and ((select scope_every_branch()) or branch_id = any ((select scope_branches())::uuid[]))';
    own_pet constant text := '((select scope_works_here()) or pet_id in (select pet_id from pets where user_id = (select scope_user())))';
    wall record;
begin
    for wall in
        select * from (values
            ('shifts', 'shift_id', branch),
            ('price_rules', 'price_rule_id', branch),
            ('booking_series', 'series_id', branch || ' and ' || own_pet),
            ('holds', 'hold_id', branch || ' and ' || own_pet),
            ('slot_searches', 'search_id', branch),
            ('waitlist_entries', 'entry_id', branch || ' and ' || own_pet),
            ('waitlist_offers', 'offer_id', branch
                || ' and ((select scope_works_here()) or entry_id in (select entry_id from waitlist_entries))')
        ) as walls (on_table, key, rule)
    loop
        execute format('alter table %I enable row level security', wall.on_table);
        execute format('alter table %I force row level security', wall.on_table);
        execute format('create policy wall on %I using (%s) with check (%s)', wall.on_table, wall.rule, wall.rule);
        execute format('create trigger keep_identity before update on %I for each row
            when (old.organization_id <> new.organization_id or old.%I <> new.%I) execute function refuse_new_identity()',
            wall.on_table, wall.key, wall.key);
        execute format('grant select, insert, update, delete on %I to bloom_api', wall.on_table);
        execute format('grant select on %I to bloom_cdc', wall.on_table);
        execute format('alter table %I replica identity full', wall.on_table);
        if wall.on_table in ('shifts', 'waitlist_entries', 'waitlist_offers') then
            execute format('create trigger touch before update on %I for each row
                when (old.updated_at = new.updated_at) execute function touch_updated_at()', wall.on_table);
        end if;
    end loop;
end $$;
-- Who asked and found nothing is not asked again.
revoke update, delete on slot_searches from bloom_api;
-- A hold is a matter of minutes and of nobody but the API.
revoke select on holds from bloom_cdc;

alter publication bloom add table shifts, price_rules, booking_series, slot_searches, waitlist_entries, waitlist_offers;
