-- A second factor, a lock after wrong passwords, sessions that can be ended. All of it stays in this database.

-- The secret is sealed by the API; the last accepted step keeps a code from being used twice.
create table security.second_factors (
    user_id      uuid primary key references users on delete cascade,
    secret       text not null,
    last_step    bigint not null default 0,
    confirmed_at timestamptz not null default now()
);

-- By the e-mail that was tried, hashed: an address that nobody has is locked like any other, so a lock tells nothing.
create table security.sign_in_failures (
    email_hash   bytea primary key,
    failures     int not null,
    last_at      timestamptz not null default now(),
    locked_until timestamptz
);

-- Tokens of a session that was ended, until the last of them has run out by itself.
create table security.ended_sessions (
    session_id text primary key,
    forget_at  timestamptz not null
);

-- A refresh token that comes a second time was stolen, or its thief came first: its session ends.
create table security.spent_refresh_tokens (
    token_hash bytea primary key,
    session_id text not null,
    forget_at  timestamptz not null
);

create index oauth2_authorization_person on security.oauth2_authorization (principal_name);
grant select, insert, update, delete
    on security.second_factors, security.sign_in_failures, security.ended_sessions, security.spent_refresh_tokens to bloom_api;

drop function security.scope_of(uuid);
create function security.scope_of(given_user uuid)
    returns table (organization_id uuid, role text, branch_ids uuid[], assigned_only boolean, email text)
    language plpgsql security definer set search_path = public as $$
begin
    perform set_config('bloom.scope_of_user', given_user::text, true);
    return query
        select u.organization_id, coalesce(m.role, 'owner'), coalesce(m.branch_ids, '{}'), coalesce(m.assigned_only, false),
               u.email
        from users u left join memberships m on m.user_id = u.user_id
        where u.user_id = given_user and (m.role is not null or u.role = 'owner')
        order by array_position(array['admin', 'franchise_owner', 'branch_manager', 'analyst', 'staff', 'owner'], m.role)
        limit 1;
    perform set_config('bloom.scope_of_user', '', true);
end $$;
revoke execute on function security.scope_of(uuid) from public;
grant execute on function security.scope_of(uuid) to bloom_api;

-- For work that nobody asked for (sealing, reminders, deliveries): each organization is then entered by its own scope.
create policy every_organization on organizations for select to bloom_owner
    using (current_setting('bloom.every_organization', true) = 'true');
create function security.organizations() returns setof uuid
    language plpgsql security definer set search_path = public as $$
begin
    perform set_config('bloom.every_organization', 'true', true);
    return query select o.organization_id from organizations o order by 1;
    perform set_config('bloom.every_organization', '', true);
end $$;
revoke execute on function security.organizations() from public;
grant execute on function security.organizations() to bloom_api;

-- Tokens of another issuer know people by their e-mail.
create function security.people_of(given_email text) returns setof uuid
    language plpgsql security definer set search_path = public as $$
begin
    perform set_config('bloom.sign_in_email', lower(given_email), true);
    return query select u.user_id from users u where u.email = lower(given_email);
    perform set_config('bloom.sign_in_email', '', true);
end $$;
revoke execute on function security.people_of(text) from public;
grant execute on function security.people_of(text) to bloom_api;
