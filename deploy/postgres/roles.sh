#!/bin/bash
# Makes the roles (roles.sql, with its passwords filled in) and the databases of the registry and of Superset; repeating it changes nothing.
set -euo pipefail
sql=$(</deploy/roles.sql)
for name in owner api cdc reconcile; do
    variable=BLOOM_POSTGRES_${name^^}_PASSWORD
    password=${!variable}
    [[ $password != *[\'\\]* ]] || { echo "$variable must have no quote or backslash" >&2; exit 1; }
    sql=${sql//"\${${name}_password}"/$password}
done
psql --quiet --set ON_ERROR_STOP=1 <<<"$sql"
psql --quiet --set ON_ERROR_STOP=1 --set password="$BLOOM_REGISTRY_PASSWORD" <<'SQL'
select 'create role registry login' where not exists (select from pg_roles where rolname = 'registry') \gexec
alter role registry password :'password';
select 'create database registry owner registry' where not exists (select from pg_database where datname = 'registry') \gexec
SQL
psql --quiet --set ON_ERROR_STOP=1 --set password="$BLOOM_POSTGRES_SUPERSET_PASSWORD" <<'SQL'
select 'create role superset login' where not exists (select from pg_roles where rolname = 'superset') \gexec
alter role superset password :'password';
select 'create database superset owner superset' where not exists (select from pg_database where datname = 'superset') \gexec
revoke all on database superset from public;
SQL
# Under forced row security a role without BYPASSRLS would read no rows, and say nothing.
for role in bloom_cdc bloom_reconcile; do
    [[ $(psql --tuples-only --no-align --command "select rolbypassrls from pg_roles where rolname = '$role'") == t ]] \
        || { echo "$role has no BYPASSRLS: it would read no rows" >&2; exit 1; }
done
