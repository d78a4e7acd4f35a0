-- Who is here: the chain, its branches and its people. organization_id stands on every table, and every foreign key
-- carries it, so that no row can point across the wall.
create extension if not exists btree_gist;

create table organizations (
    organization_id uuid primary key default uuidv7(),
    name            text not null,
    currency        char(3) not null check (currency ~ '^[A-Z]{3}$'),
    created_at      timestamptz not null default now()
);

create table brands (
    brand_id        uuid primary key default uuidv7(),
    organization_id uuid not null references organizations,
    name            text not null,
    created_at      timestamptz not null default now(),
    unique (organization_id, brand_id)
);

create table franchises (
    franchise_id    uuid primary key default uuidv7(),
    organization_id uuid not null,
    brand_id        uuid not null,
    name            text not null,
    created_at      timestamptz not null default now(),
    unique (organization_id, franchise_id),
    foreign key (organization_id, brand_id) references brands (organization_id, brand_id)
);

create table branches (
    branch_id       uuid primary key default uuidv7(),
    organization_id uuid not null,
    franchise_id    uuid not null,
    name            text not null,
    -- The conversion fails for a zone that does not exist.
    time_zone       text not null check (timestamptz '2026-01-01 00:00:00+00' at time zone time_zone is not null),
    opens_at        time not null default '08:00',
    closes_at       time not null default '18:00',
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    unique (organization_id, branch_id),
    foreign key (organization_id, franchise_id) references franchises (organization_id, franchise_id)
);

create table users (
    user_id         uuid primary key default uuidv7(),
    organization_id uuid not null references organizations,
    email           text not null check (email = lower(email) and length(email) <= 254),
    password_hash   text not null,
    first_name      text not null,
    last_name       text not null,
    phone_number    text,
    -- The kind of account; what a person may do is in memberships.
    role            text not null default 'owner' check (role in ('owner', 'staff', 'admin')),
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    unique (organization_id, user_id),
    unique (organization_id, email)
);
create index users_email on users (email); -- A sign-in knows the e-mail before it knows the organization.

create table memberships (
    membership_id   uuid primary key default uuidv7(),
    organization_id uuid not null,
    user_id         uuid not null,
    role            text not null
                    check (role in ('owner', 'staff', 'branch_manager', 'franchise_owner', 'analyst', 'admin')),
    branch_ids      uuid[] not null default '{}', -- Empty: every branch of the organization.
    created_at      timestamptz not null default now(),
    foreign key (organization_id, user_id) references users (organization_id, user_id) on delete cascade
);
create index memberships_user on memberships (user_id);

create table pets (
    pet_id          uuid primary key default uuidv7(),
    organization_id uuid not null,
    user_id         uuid not null,
    name            text not null,
    species         text not null,
    breed           text,
    birth_date      date,
    gender          text not null default 'unknown' check (gender in ('male', 'female', 'unknown')),
    weight          decimal(5, 2) check (weight > 0), -- kg
    microchip_id    text,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    unique (organization_id, pet_id),
    unique (organization_id, microchip_id),
    foreign key (organization_id, user_id) references users (organization_id, user_id) on delete cascade
);
create index pets_user on pets (user_id);
