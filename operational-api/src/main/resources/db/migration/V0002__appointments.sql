-- What a branch sells, and who comes when. A slot is taken in reservations, where an overlap cannot be stored.
create table services (
    service_id        uuid primary key default uuidv7(),
    organization_id   uuid not null references organizations,
    name              text not null,
    category          text not null check (category in ('vet', 'grooming', 'boarding', 'daycare', 'training')),
    description       text,
    price             decimal(8, 2) not null check (price >= 0),
    duration_minutes  int not null check (duration_minutes > 0),
    late_cancel_hours int not null default 24 check (late_cancel_hours >= 0),
    created_at        timestamptz not null default now(),
    updated_at        timestamptz not null default now(),
    unique (organization_id, service_id)
);

create table resources (
    resource_id     uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid,
    kind            text not null check (kind in ('staff', 'pet', 'place')),
    user_id         uuid,
    pet_id          uuid,
    label           text not null, -- Chosen by the branch, and it leaves the database: never a person's or a pet's name.
    created_at      timestamptz not null default now(),
    unique (organization_id, resource_id),
    unique (branch_id, user_id),
    unique (pet_id),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, user_id) references users (organization_id, user_id) on delete cascade,
    foreign key (organization_id, pet_id) references pets (organization_id, pet_id) on delete cascade,
    check (case kind
               when 'staff' then branch_id is not null and user_id is not null and pet_id is null
               when 'pet' then branch_id is null and user_id is null and pet_id is not null
               else branch_id is not null and user_id is null and pet_id is null
           end)
);
create index resources_user on resources (user_id);

create table appointments (
    appointment_id   uuid primary key default uuidv7(),
    organization_id  uuid not null,
    branch_id        uuid not null,
    pet_id           uuid not null,
    service_id       uuid not null,
    staff_id         uuid,
    appointment_date timestamptz not null,
    ends_at          timestamptz not null,
    status           text not null default 'scheduled' check (status in ('scheduled', 'completed', 'cancelled', 'no_show')),
    notes            text,
    booked_day       date not null,     -- The branch's own days, by trigger.
    scheduled_day    date not null,
    scheduled_hour   smallint not null,
    price_cents      bigint not null check (price_cents >= 0), -- As agreed when it was booked.
    cancelled_at     timestamptz,
    is_late_cancel   boolean not null default false,
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now(),
    unique (organization_id, appointment_id),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, pet_id) references pets (organization_id, pet_id) on delete cascade,
    foreign key (organization_id, service_id) references services (organization_id, service_id),
    foreign key (organization_id, staff_id) references users (organization_id, user_id),
    check (ends_at > appointment_date),
    check (cancelled_at is null or status = 'cancelled'),
    check (not is_late_cancel or status = 'cancelled')
);
create index appointments_branch_day on appointments (branch_id, scheduled_day);
create index appointments_pet on appointments (pet_id);
create index appointments_staff on appointments (staff_id, scheduled_day);

create table appointment_status_changes (
    change_id       uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    appointment_id  uuid not null,
    changed_by      uuid,
    from_status     text,
    to_status       text not null,
    changed_at      timestamptz not null default now(),
    foreign key (organization_id, appointment_id)
        references appointments (organization_id, appointment_id) on delete cascade
);
create index appointment_status_changes_appointment on appointment_status_changes (appointment_id);

create table reservations (
    reservation_id  uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    resource_id     uuid not null,
    appointment_id  uuid,
    during          tstzrange not null check (not isempty(during)),
    kind            text not null check (kind in ('hold', 'appointment')),
    expires_at      timestamptz,
    created_at      timestamptz not null default now(),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, resource_id) references resources (organization_id, resource_id) on delete cascade,
    -- Deferred: a booking takes its staff first and is then written once, with whom it got.
    foreign key (organization_id, appointment_id)
        references appointments (organization_id, appointment_id) on delete cascade deferrable initially deferred,
    check ((kind = 'hold') = (expires_at is not null)),
    check ((kind = 'appointment') = (appointment_id is not null)),
    constraint reservations_never_overlap exclude using gist (resource_id with =, during with &&)
);
create index reservations_appointment on reservations (appointment_id);

create table service_histories (
    history_id      uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    appointment_id  uuid not null,
    pet_id          uuid not null,
    service_id      uuid not null,
    staff_id        uuid,
    service_date    timestamptz not null,
    service_day     date not null,
    notes           text,
    created_at      timestamptz not null default now(),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, appointment_id)
        references appointments (organization_id, appointment_id) on delete cascade,
    foreign key (organization_id, pet_id) references pets (organization_id, pet_id) on delete cascade,
    foreign key (organization_id, service_id) references services (organization_id, service_id),
    foreign key (organization_id, staff_id) references users (organization_id, user_id)
);
create index service_histories_appointment on service_histories (appointment_id);
create index service_histories_pet on service_histories (pet_id);

create table vaccinations (
    vaccination_id   uuid primary key default uuidv7(),
    organization_id  uuid not null,
    branch_id        uuid not null,
    pet_id           uuid not null,
    vaccine_name     text not null,
    vaccination_date date not null,
    expiry_date      date,
    administered_by  uuid,
    notes            text,
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, pet_id) references pets (organization_id, pet_id) on delete cascade,
    foreign key (organization_id, administered_by) references users (organization_id, user_id)
);
create index vaccinations_pet on vaccinations (pet_id);
