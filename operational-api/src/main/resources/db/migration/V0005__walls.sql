-- The wall is organization and branches; a pet parent sees what is their own. A transaction names its scope in four
-- settings; where one is missing, there is nothing to see. Forced: it holds for the owner of the tables, too.
create function scope_organization() returns uuid language sql stable parallel safe as $$
    select nullif(current_setting('bloom.organization_id', true), '')::uuid
$$;
create function scope_every_branch() returns boolean language sql stable parallel safe as $$
    select coalesce(current_setting('bloom.branch_ids', true) = '*', false)
$$;
create function scope_branches() returns uuid[] language sql stable parallel safe as $$
    select string_to_array(nullif(nullif(current_setting('bloom.branch_ids', true), ''), '*'), ',')::uuid[]
$$;
create function scope_user() returns uuid language sql stable parallel safe as $$
    select nullif(current_setting('bloom.user_id', true), '')::uuid
$$;
-- Everyone who works here: not a pet parent, and not nobody.
create function scope_works_here() returns boolean language sql stable parallel safe as $$
    select coalesce(current_setting('bloom.role', true)
        in ('staff', 'branch_manager', 'franchise_owner', 'analyst', 'admin'), false)
$$;

do $$
declare
    -- Sub-selects, so that the scope is worked out once per statement, not per row.
    organization constant text := 'organization_id = (select scope_organization())';
    branch constant text := organization
        || ' and ((select scope_every_branch()) or branch_id = any ((select scope_branches())::uuid[]))';
    own_pet constant text := '((select scope_works_here()) or pet_id in (select pet_id from pets where user_id = (select scope_user())))';
    own_user constant text := '((select scope_works_here()) or user_id = (select scope_user()))';
    works_here constant text := '(select scope_works_here())';
    wall record;
begin
    for wall in
        select * from (values
            ('organizations', organization),
            ('brands', organization),
            ('franchises', organization),
            ('branches', branch),
            ('users', organization || ' and ' || own_user),
            ('memberships', organization || ' and ' || own_user),
            ('pets', organization || ' and ' || own_user),
            ('services', organization),
            ('resources', organization
                || ' and (branch_id is null or (select scope_every_branch()) or branch_id = any ((select scope_branches())::uuid[]))'),
            ('appointments', branch || ' and ' || own_pet),
            ('appointment_status_changes', branch
                || ' and ((select scope_works_here()) or appointment_id in (select appointment_id from appointments))'),
            ('reservations', branch), -- Times only: a pet parent's booking must meet everyone's.
            ('service_histories', branch || ' and ' || own_pet),
            ('vaccinations', branch || ' and ' || own_pet),
            ('invoices', branch || ' and ' || own_user),
            ('invoice_lines', branch
                || ' and ((select scope_works_here()) or invoice_id in (select invoice_id from invoices))'),
            ('payments', branch
                || ' and ((select scope_works_here()) or invoice_id in (select invoice_id from invoices))'),
            ('inventory_items', branch || ' and ' || works_here),
            ('inventory_movements', branch || ' and ' || works_here),
            ('service_supplies', organization || ' and ' || works_here),
            ('alerts', branch || ' and ' || works_here)
        ) as walls (on_table, rule)
    loop
        execute format('alter table %I enable row level security', wall.on_table);
        execute format('alter table %I force row level security', wall.on_table);
        execute format('create policy wall on %I using (%s) with check (%s)', wall.on_table, wall.rule, wall.rule);
    end loop;
end $$;

-- The one table that is nobody's: the connector beats, everyone may look.
alter table cdc_heartbeats enable row level security;
alter table cdc_heartbeats force row level security;
create policy anyone_may_look on cdc_heartbeats for select using (true);

revoke all on schema public from public;
grant usage on schema public to bloom_api, bloom_cdc;
grant select, insert, update, delete on all tables in schema public to bloom_api;
-- What happened is not rewritten.
revoke update, delete on appointment_status_changes, inventory_movements, invoice_lines, payments from bloom_api;
revoke insert, update, delete on cdc_heartbeats from bloom_api;
revoke all on flyway_schema_history from bloom_api;

grant select on all tables in schema public to bloom_cdc;
revoke all on flyway_schema_history from bloom_cdc;
revoke select on reservations from bloom_cdc;
grant update on cdc_heartbeats to bloom_cdc;
