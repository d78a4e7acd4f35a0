-- What is known of a pet's health over time. Free text is sealed by the API before it comes here.
create table pet_weights (
    weight_id       uuid primary key default uuidv7(),
    organization_id uuid not null,
    pet_id          uuid not null,
    weight          decimal(5, 2) not null check (weight > 0), -- kg
    measured_on     date not null,
    created_at      timestamptz not null default now(),
    foreign key (organization_id, pet_id) references pets (organization_id, pet_id) on delete cascade
);
create index pet_weights_pet on pet_weights (pet_id, measured_on);
call stand_behind_wall('pet_weights', rule_organization() || ' and pet_id in (select pet_id from pets)');
call publish('pet_weights');

-- The pet's weight is its newest one, whoever writes it and wherever: the two tables tell each other, and not back.
create function remember_weight() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' or old.weight is distinct from new.weight then
        insert into pet_weights (organization_id, pet_id, weight, measured_on)
        values (new.organization_id, new.pet_id, new.weight, new.updated_at at time zone 'UTC');
    end if;
    return null;
end $$;
create trigger remember_weight after insert or update of weight on pets
    for each row when (new.weight is not null and pg_trigger_depth() = 0) execute function remember_weight();

create function take_newest_weight() returns trigger language plpgsql as $$
begin
    update pets set weight = new.weight
    where pet_id = new.pet_id and weight is distinct from new.weight
      and not exists (select from pet_weights w where w.pet_id = new.pet_id and w.measured_on > new.measured_on);
    return null;
end $$;
create trigger take_newest_weight after insert on pet_weights
    for each row when (pg_trigger_depth() = 0) execute function take_newest_weight();

create table medical_notes (
    note_id         uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    pet_id          uuid not null,
    appointment_id  uuid,
    written_by      uuid not null,
    notes           text not null check (length(notes) <= 41000), -- Sealed: up to eight letters for one.
    created_at      timestamptz not null default now(),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, pet_id) references pets (organization_id, pet_id) on delete cascade,
    foreign key (organization_id, appointment_id)
        references appointments (organization_id, appointment_id) on delete set null (appointment_id),
    foreign key (organization_id, written_by) references users (organization_id, user_id)
);
create index medical_notes_pet on medical_notes (pet_id, created_at);
call stand_behind_wall('medical_notes', rule_branch() || ' and pet_id in (select pet_id from pets)');

create index vaccinations_due on vaccinations (branch_id, expiry_date) where expiry_date is not null;
