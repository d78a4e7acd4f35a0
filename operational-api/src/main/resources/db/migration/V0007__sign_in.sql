-- Signing in comes before any scope is known. Two functions look through the wall, each at one person's rows only; the
-- API calls them and gets no wider view. Nothing of this schema is published.
create schema security;

create policy sign_in on users for select to bloom_owner
    using (email = nullif(current_setting('bloom.sign_in_email', true), ''));
create function security.sign_in(given_email text) returns table (user_id uuid, password_hash text)
    language plpgsql security definer set search_path = public as $$
begin
    perform set_config('bloom.sign_in_email', lower(given_email), true);
    -- One e-mail may be known to several organizations; the password tells which is meant.
    return query select u.user_id, u.password_hash from users u where u.email = lower(given_email) order by u.created_at;
    perform set_config('bloom.sign_in_email', '', true);
end $$;

create policy scope_of_user on users for select to bloom_owner
    using (user_id = nullif(current_setting('bloom.scope_of_user', true), '')::uuid);
create policy scope_of_user on memberships for select to bloom_owner
    using (user_id = nullif(current_setting('bloom.scope_of_user', true), '')::uuid);
-- No row for staff without a membership: they have an account, and nothing to do with it.
create function security.scope_of(given_user uuid)
    returns table (organization_id uuid, role text, branch_ids uuid[])
    language plpgsql security definer set search_path = public as $$
begin
    perform set_config('bloom.scope_of_user', given_user::text, true);
    return query
        select u.organization_id, coalesce(m.role, 'owner'), coalesce(m.branch_ids, '{}')
        from users u left join memberships m on m.user_id = u.user_id
        where u.user_id = given_user and (m.role is not null or u.role = 'owner')
        order by array_position(array['admin', 'franchise_owner', 'branch_manager', 'analyst', 'staff', 'owner'], m.role)
        limit 1;
    perform set_config('bloom.scope_of_user', '', true);
end $$;

-- Spring Authorization Server's own table, so that refresh tokens outlive a restart.
create table security.oauth2_authorization (
    id                            varchar(100) primary key,
    registered_client_id          varchar(100) not null,
    principal_name                varchar(200) not null,
    authorization_grant_type      varchar(100) not null,
    authorized_scopes             varchar(1000),
    attributes                    text,
    state                         varchar(500),
    authorization_code_value      text,
    authorization_code_issued_at  timestamptz,
    authorization_code_expires_at timestamptz,
    authorization_code_metadata   text,
    access_token_value            text,
    access_token_issued_at        timestamptz,
    access_token_expires_at       timestamptz,
    access_token_metadata         text,
    access_token_type             varchar(100),
    access_token_scopes           varchar(1000),
    oidc_id_token_value           text,
    oidc_id_token_issued_at       timestamptz,
    oidc_id_token_expires_at      timestamptz,
    oidc_id_token_metadata        text,
    refresh_token_value           text,
    refresh_token_issued_at       timestamptz,
    refresh_token_expires_at      timestamptz,
    refresh_token_metadata        text,
    user_code_value               text,
    user_code_issued_at           timestamptz,
    user_code_expires_at          timestamptz,
    user_code_metadata            text,
    device_code_value             text,
    device_code_issued_at         timestamptz,
    device_code_expires_at        timestamptz,
    device_code_metadata          text
);
create index oauth2_authorization_code on security.oauth2_authorization (authorization_code_value);
create index oauth2_authorization_refresh on security.oauth2_authorization (refresh_token_value);

grant usage on schema security to bloom_api;
grant select, insert, update, delete on security.oauth2_authorization to bloom_api;
revoke execute on all functions in schema security from public;
grant execute on all functions in schema security to bloom_api;
