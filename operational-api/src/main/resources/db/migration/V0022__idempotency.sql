-- The first answer to a POST, kept with the rows that it tells of: they are committed together or not at all. Never published.
create table idempotency_keys (
    answer_id       uuid primary key default uuidv7(),
    organization_id uuid not null,
    user_id         uuid not null,
    idempotency_key text not null check (length(idempotency_key) between 1 and 255),
    request_hash    bytea not null,
    status          int not null,
    headers         jsonb not null,
    body            text not null, -- Sealed: answers carry names.
    created_at      timestamptz not null default now(),
    unique (organization_id, user_id, idempotency_key),
    foreign key (organization_id, user_id) references users (organization_id, user_id) on delete cascade
);
create index idempotency_keys_age on idempotency_keys (created_at);
call stand_behind_wall('idempotency_keys', rule_organization() || ' and user_id = (select scope_user())');
revoke update on idempotency_keys from bloom_api;

-- Whoever comes with the same key waits here for the first one's end, and then sees its answer: a statement of a volatile
-- function looks anew.
create function claim_idempotency_key(given_key text)
    returns table (request_hash bytea, status int, headers jsonb, body text) language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(scope_user()::text || ' ' || given_key, 4021));
    delete from idempotency_keys k
    where k.organization_id = scope_organization() and k.user_id = scope_user() and k.idempotency_key = given_key
      and k.created_at < now() - interval '24 hours';
    return query
        select k.request_hash, k.status, k.headers, k.body from idempotency_keys k
        where k.organization_id = scope_organization() and k.user_id = scope_user() and k.idempotency_key = given_key;
end $$;
