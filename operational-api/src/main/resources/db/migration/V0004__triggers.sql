-- Promises that hold for every writer. Downstream keys are organization and id: were one of them to change, the old key
-- would stay behind in the warehouse as a ghost.
create function refuse_new_identity() returns trigger language plpgsql as $$
begin
    raise exception 'organization_id and primary key of % never change', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

create function touch_updated_at() returns trigger language plpgsql as $$
begin
    new.updated_at := now();
    return new;
end $$;

do $$
declare
    t record;
begin
    for t in
        select c.oid::regclass as name, a.attname as pk,
               exists (select from pg_attribute where attrelid = c.oid and attname = 'organization_id') as has_organization,
               exists (select from pg_attribute where attrelid = c.oid and attname = 'updated_at') as has_updated_at
        from pg_class c
        join pg_index i on i.indrelid = c.oid and i.indisprimary
        join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'flyway_schema_history'
    loop
        -- The condition is evaluated without entering the function: it costs next to nothing.
        execute format('create trigger keep_identity before update on %s for each row when (%s old.%I <> new.%I) execute function refuse_new_identity()',
            t.name, case when t.has_organization then 'old.organization_id <> new.organization_id or ' else '' end, t.pk, t.pk);
        if t.has_updated_at then
            -- Who sets it, means it: history is loaded with its own times.
            execute format('create trigger touch before update on %s for each row when (old.updated_at = new.updated_at) execute function touch_updated_at()', t.name);
        end if;
    end loop;
end $$;

-- Facts carry their branch-local days, so that nothing downstream converts a zone. A branch behind the wall has no zone
-- here; the row is then refused by its policy, before its missing day is noticed.
create function branch_zone(branch uuid) returns text language sql stable as $$
    select time_zone from branches where branch_id = branch
$$;

create function set_appointment_days() returns trigger language plpgsql as $$
declare
    zone text := branch_zone(new.branch_id);
    local timestamp := new.appointment_date at time zone zone;
begin
    new.booked_day := new.created_at at time zone zone;
    new.scheduled_day := local;
    new.scheduled_hour := extract(hour from local);
    return new;
end $$;
create trigger set_days before insert or update of appointment_date, created_at, branch_id, booked_day, scheduled_day, scheduled_hour
    on appointments for each row execute function set_appointment_days();

create function set_sale_day() returns trigger language plpgsql as $$
begin
    new.sale_day := new.created_at at time zone branch_zone(new.branch_id);
    return new;
end $$;
create trigger set_days before insert or update of created_at, branch_id, sale_day
    on invoices for each row execute function set_sale_day();
create trigger set_days before insert or update of created_at, branch_id, sale_day
    on invoice_lines for each row execute function set_sale_day();

create function set_paid_day() returns trigger language plpgsql as $$
begin
    new.paid_day := new.created_at at time zone branch_zone(new.branch_id);
    return new;
end $$;
create trigger set_days before insert or update of created_at, branch_id, paid_day
    on payments for each row execute function set_paid_day();

create function set_moved_day() returns trigger language plpgsql as $$
begin
    new.moved_day := new.created_at at time zone branch_zone(new.branch_id);
    return new;
end $$;
create trigger set_days before insert or update of created_at, branch_id, moved_day
    on inventory_movements for each row execute function set_moved_day();

create function set_service_day() returns trigger language plpgsql as $$
begin
    new.service_day := new.service_date at time zone branch_zone(new.branch_id);
    return new;
end $$;
create trigger set_days before insert or update of service_date, branch_id, service_day
    on service_histories for each row execute function set_service_day();

-- The shelf is the sum of its movements, kept beside them; the check on on_hand refuses what is not there.
create function move_stock() returns trigger language plpgsql as $$
begin
    update inventory_items set on_hand = on_hand + new.quantity
    where item_id = new.item_id and branch_id = new.branch_id;
    if not found then
        raise exception 'item % is not kept at branch %', new.item_id, new.branch_id using errcode = 'foreign_key_violation';
    end if;
    return null;
end $$;
create trigger move_stock after insert on inventory_movements for each row execute function move_stock();
