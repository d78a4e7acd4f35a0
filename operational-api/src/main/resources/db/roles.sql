-- Run by a superuser, connected to the database, before the API's first start; safe to run again.
-- Flyway does the rest as bloom_owner.
do $$
begin
    if not exists (select from pg_roles where rolname = 'bloom_owner') then create role bloom_owner; end if;
    if not exists (select from pg_roles where rolname = 'bloom_api') then create role bloom_api; end if;
    if not exists (select from pg_roles where rolname = 'bloom_cdc') then create role bloom_cdc; end if;
    if not exists (select from pg_roles where rolname = 'bloom_reconcile') then create role bloom_reconcile; end if;
end $$;

-- Owns the schema and still stands behind every wall: row-level security is forced.
alter role bloom_owner login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password '${owner_password}';

-- What the API works as. The limits end a stuck request before it holds up the vacuum and the replication slot.
alter role bloom_api login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password '${api_password}';
alter role bloom_api set statement_timeout = '15s';
alter role bloom_api set lock_timeout = '5s';
alter role bloom_api set idle_in_transaction_session_timeout = '15s';

-- Reads the log. Without BYPASSRLS its snapshot would be empty and say nothing.
alter role bloom_cdc login nosuperuser bypassrls nocreatedb nocreaterole replication password '${cdc_password}';

-- Holds the warehouse against the database, over every wall. It reads the published columns only, which the migrations grant.
alter role bloom_reconcile login nosuperuser bypassrls nocreatedb nocreaterole noreplication password '${reconcile_password}';
alter role bloom_reconcile set default_transaction_read_only = on;

do $$
begin
    execute format('alter database %I owner to bloom_owner', current_database());
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to bloom_api, bloom_cdc, bloom_reconcile', current_database());
end $$;
alter schema public owner to bloom_owner;
