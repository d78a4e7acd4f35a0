-- Two franchisees of one brand are rivals: who works for one sees the clients and pets of that one only. A person becomes
-- the client of a franchise by registering or booking there.

-- What every new table of an organization needs; a rule is an expression over its columns.
create procedure stand_behind_wall(on_table regclass, rule text) language plpgsql as $$
declare
    pk text := (select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                where i.indrelid = on_table and i.indisprimary);
begin
    execute format('alter table %s enable row level security', on_table);
    execute format('alter table %s force row level security', on_table);
    execute format('create policy wall on %s using (%s) with check (%s)', on_table, rule, rule);
    execute format('create trigger keep_identity before update on %s for each row
        when (old.organization_id <> new.organization_id or old.%I <> new.%I) execute function refuse_new_identity()', on_table, pk, pk);
    if exists (select from pg_attribute where attrelid = on_table and attname = 'updated_at') then
        execute format('create trigger touch before update on %s for each row
            when (old.updated_at = new.updated_at) execute function touch_updated_at()', on_table);
    end if;
    execute format('grant select, insert, update, delete on %s to bloom_api', on_table);
end $$;

create procedure publish(on_table regclass) language plpgsql as $$
begin
    execute format('alter table %s replica identity full', on_table);
    execute format('alter publication bloom add table %s', on_table);
    execute format('grant select on %s to bloom_cdc', on_table);
end $$;

-- The rules as words, so that a migration cannot misspell one.
create function rule_organization() returns text language sql immutable as $$
    select 'organization_id = (select scope_organization())'
$$;
create function rule_branch() returns text language sql immutable as $$
    select rule_organization() || ' and ((select scope_every_branch()) or branch_id = any ((select scope_branches())::uuid[]))'
$$;
create function rule_works_here() returns text language sql immutable as $$
    select '(select scope_works_here())'
$$;
create function rule_own_pet() returns text language sql immutable as $$
    select '((select scope_works_here()) or pet_id in (select pet_id from pets where user_id = (select scope_user())))'
$$;
create function rule_own_user() returns text language sql immutable as $$
    select '((select scope_works_here()) or user_id = (select scope_user()))'
$$;

create function scope_franchises() returns uuid[] language sql stable as $$
    select coalesce(array_agg(distinct franchise_id), '{}') from branches where branch_id = any (scope_branches())
$$;
-- A vet, say: sees the appointments that are assigned to them.
create function scope_assigned_only() returns boolean language sql stable parallel safe as $$
    select coalesce(current_setting('bloom.assigned_only', true) = 'true', false)
$$;

create table franchise_clients (
    client_id       uuid primary key default uuidv7(),
    organization_id uuid not null,
    franchise_id    uuid not null,
    user_id         uuid not null,
    since           timestamptz not null default now(),
    unique (user_id, franchise_id),
    foreign key (organization_id, franchise_id) references franchises (organization_id, franchise_id),
    -- Deferred: who registers a client may see them only as a client.
    foreign key (organization_id, user_id)
        references users (organization_id, user_id) on delete cascade deferrable initially deferred
);
-- Refers to branches only: policies that meet in a circle are refused.
call stand_behind_wall('franchise_clients', rule_organization()
    || ' and ((select scope_every_branch()) or franchise_id = any ((select scope_franchises())::uuid[]) or user_id = (select scope_user()))');

create function become_client() returns trigger language plpgsql as $$
begin
    insert into franchise_clients (organization_id, franchise_id, user_id)
    select new.organization_id, b.franchise_id, p.user_id
    from branches b, pets p
    where b.branch_id = new.branch_id and p.pet_id = new.pet_id
      and not exists (select from franchise_clients c where c.user_id = p.user_id and c.franchise_id = b.franchise_id)
    on conflict do nothing;
    return null;
end $$;
create trigger become_client after insert on appointments for each row execute function become_client();

-- The owner of the tables stands behind the walls, too: for this one look back they are down.
alter table appointments no force row level security;
alter table branches no force row level security;
alter table pets no force row level security;
alter table franchise_clients no force row level security;
insert into franchise_clients (organization_id, franchise_id, user_id, since)
select a.organization_id, b.franchise_id, p.user_id, min(a.created_at)
from appointments a join branches b using (organization_id, branch_id) join pets p using (organization_id, pet_id)
group by 1, 2, 3;
alter table appointments force row level security;
alter table branches force row level security;
alter table pets force row level security;
alter table franchise_clients force row level security;

alter table memberships
    add column assigned_only boolean not null default false;

do $$
declare
    my_client constant text := '((select scope_every_branch()) or exists (select from franchise_clients c where c.user_id = %1$s.user_id'
        || ' and c.franchise_id = any ((select scope_franchises())::uuid[])))';
    -- Everybody is told of an appointment; the calendar of others is closed to who sees only what is assigned to them.
    assigned constant text := '(not (select scope_assigned_only()) or staff_id = (select scope_user()))';
    wall record;
begin
    for wall in
        select * from (values
            ('pets', rule_organization() || ' and (user_id = (select scope_user()) or ((select scope_works_here()) and '
                || format(my_client, 'pets') || '))'),
            ('memberships', rule_organization() || ' and (user_id = (select scope_user()) or ((select scope_works_here())'
                || ' and ((select scope_every_branch()) or branch_ids && (select scope_branches())::uuid[])))'),
            -- Clients of the franchise, and who works at the same branches.
            ('users', rule_organization() || ' and (user_id = (select scope_user()) or ((select scope_works_here()) and ('
                || format(my_client, 'users')
                || ' or exists (select from memberships m where m.user_id = users.user_id'
                || ' and m.role <> ''owner'' and m.branch_ids && (select scope_branches())::uuid[]))))'),
            ('appointments', rule_branch() || ' and ' || rule_own_pet() || ' and ' || assigned),
            ('service_histories', rule_branch() || ' and ' || rule_own_pet() || ' and ' || assigned),
            ('appointment_status_changes', rule_branch()
                || ' and (((select scope_works_here()) and not (select scope_assigned_only()))'
                || ' or appointment_id in (select appointment_id from appointments))')
        ) as walls (on_table, rule)
    loop
        execute format('alter policy wall on %I using (%s) with check (%s)', wall.on_table, wall.rule, wall.rule);
    end loop;
end $$;
