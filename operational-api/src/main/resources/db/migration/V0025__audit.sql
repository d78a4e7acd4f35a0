-- Who changed what, and who looked at medical data. Entries name rows and columns, never values: an append-only log that
-- held them could not forget a person.
create table audit_log (
    entry_id        uuid primary key default uuidv7(),
    organization_id uuid not null,
    at              timestamptz not null default clock_timestamp(),
    actor           uuid,
    actor_role      text,
    action          text not null check (action in ('insert', 'update', 'delete', 'look', 'export', 'erase')),
    on_table        text not null,
    row_id          uuid,
    columns         text[] not null default '{}',
    -- Which transaction: a seal covers transactions that have ended, so that nothing slips in behind it.
    xact            xid8 not null default pg_current_xact_id()
);
create index audit_log_sealing on audit_log (xact);
create index audit_log_organization on audit_log (organization_id, entry_id);
create index audit_log_row on audit_log (organization_id, row_id);

create table audit_seals (
    seal_id         uuid primary key default uuidv7(),
    organization_id uuid not null,
    seal_no         bigint not null,
    from_xact       xid8 not null,
    to_xact         xid8 not null,
    entries         int not null,
    previous        bytea not null,
    hash            bytea not null,
    sealed_at       timestamptz not null default clock_timestamp(),
    unique (organization_id, seal_no)
);

create function refuse_rewriting() returns trigger language plpgsql as $$
begin
    raise exception '% is only ever added to', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete or truncate on audit_log execute function refuse_rewriting();
create trigger append_only before update or delete or truncate on audit_seals execute function refuse_rewriting();

alter table audit_log enable row level security;
alter table audit_log force row level security;
alter table audit_seals enable row level security;
alter table audit_seals force row level security;
create policy everyone_is_written_down on audit_log for insert with check (organization_id = (select scope_organization()));
create policy wall on audit_log for select using (organization_id = (select scope_organization())
    and (select coalesce(current_setting('bloom.role', true) = 'admin', false)));
create policy wall on audit_seals for select using (organization_id = (select scope_organization())
    and (select coalesce(current_setting('bloom.role', true) = 'admin', false)));
create policy sealing on audit_log for select to bloom_owner using (current_setting('bloom.sealing', true) = 'true');
create policy sealing on audit_seals to bloom_owner using (current_setting('bloom.sealing', true) = 'true');
grant select, insert on audit_log to bloom_api;
grant select on audit_seals to bloom_api;

create function audit_line(e audit_log) returns text language sql stable as $$
    select concat_ws('|', e.entry_id, (extract(epoch from e.at) * 1000000)::bigint, coalesce(e.actor::text, ''),
        coalesce(e.actor_role, ''), e.action, e.on_table, coalesce(e.row_id::text, ''), array_to_string(e.columns, ','), e.xact)
$$;

create table security.audit_horizon (
    only_row     boolean primary key default true check (only_row),
    sealed_until xid8 not null
);
insert into security.audit_horizon (sealed_until) values ('0');

-- One link for each organization that has new entries; chained by the hash of the link before.
create function security.seal_audit() returns int
    language plpgsql security definer set search_path = public as $$
declare
    from_here xid8;
    to_here   xid8 := pg_snapshot_xmin(pg_current_snapshot());
    sealed    int;
begin
    if not pg_try_advisory_xact_lock(4025) then return 0; end if;
    select sealed_until into from_here from security.audit_horizon for update;
    if to_here <= from_here then return 0; end if;
    perform set_config('bloom.sealing', 'true', true);
    with fresh as (
        select e.organization_id, count(*)::int as entries,
               convert_to(string_agg(audit_line(e), E'\n' order by e.entry_id), 'UTF8') as lines
        from audit_log e where e.xact >= from_here and e.xact < to_here
        group by e.organization_id
    )
    insert into audit_seals (organization_id, seal_no, from_xact, to_xact, entries, previous, hash)
    select f.organization_id, coalesce(l.seal_no, 0) + 1, from_here, to_here, f.entries,
           coalesce(l.hash, ''), sha256(coalesce(l.hash, '') || f.lines)
    from fresh f left join lateral (
        select s.seal_no, s.hash from audit_seals s
        where s.organization_id = f.organization_id order by s.seal_no desc limit 1) l on true;
    get diagnostics sealed = row_count;
    update security.audit_horizon set sealed_until = to_here;
    perform set_config('bloom.sealing', '', true);
    return sealed;
end $$;
revoke execute on function security.seal_audit() from public;
grant execute on function security.seal_audit() to bloom_api;

-- Works the chain out again, within the caller's wall. Entries between two links, before the first or under no link at
-- all count as broken, too.
create function verify_audit(out seals bigint, out entries bigint, out first_broken bigint, out head bytea)
    language plpgsql stable as $$
declare
    link record;
    last_hash bytea := '';
    last_to xid8 := '0';
    lines bytea;
    found_entries bigint;
    strays bigint;
begin
    seals := 0;
    entries := 0;
    for link in select * from audit_seals where organization_id = scope_organization() order by seal_no loop
        select count(*), convert_to(string_agg(audit_line(e), E'\n' order by e.entry_id), 'UTF8')
        into found_entries, lines
        from audit_log e
        where e.organization_id = link.organization_id and e.xact >= link.from_xact and e.xact < link.to_xact;
        select count(*) into strays from audit_log e
        where e.organization_id = link.organization_id and e.xact >= last_to and e.xact < link.from_xact;
        seals := seals + 1;
        entries := entries + found_entries;
        if link.seal_no <> seals or link.previous <> last_hash or found_entries <> link.entries or strays > 0
            or link.hash <> sha256(last_hash || coalesce(lines, '')) then
            first_broken := link.seal_no;
            head := last_hash;
            return;
        end if;
        last_hash := link.hash;
        last_to := link.to_xact;
    end loop;
    head := last_hash;
end $$;

create function audit_change() returns trigger language plpgsql as $$
declare
    before jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
    after  jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
    one    jsonb := coalesce(after, before);
begin
    insert into audit_log (organization_id, actor, actor_role, action, on_table, row_id, columns)
    values ((one ->> 'organization_id')::uuid, scope_user(), nullif(current_setting('bloom.role', true), ''),
            lower(tg_op), tg_table_name, (one ->> tg_argv[0])::uuid,
            case when tg_op = 'UPDATE' then array(
                select k from jsonb_object_keys(after) k where before -> k is distinct from after -> k order by k) else '{}' end);
    return null;
end $$;

-- Everything that the API writes. The owner of the schema only migrates and loads; what is written down already by its own
-- nature, or follows from another change, is left out.
create procedure audit(on_table regclass) language plpgsql as $$
declare
    pk text := (select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                where i.indrelid = on_table and i.indisprimary);
begin
    execute format('create trigger audit after insert or update or delete on %s for each row
        when (current_user <> ''bloom_owner'') execute function audit_change(%L)', on_table, pk);
end $$;

do $$
declare
    t regclass;
begin
    for t in
        select c.oid from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id'
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not in
            ('audit_log', 'audit_seals', 'idempotency_keys', 'reservations', 'appointment_status_changes',
             'franchise_clients', 'lot_movements', 'payment_events', 'pet_weights', 'slot_searches', 'ledger_entries')
    loop
        call audit(t);
    end loop;
end $$;
