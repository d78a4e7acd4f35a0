-- Two rows of one person at a front desk become one: the other stays as a mark, for whoever knows it by its id.
alter table users
    add column merged_into uuid check (merged_into <> user_id),
    add foreign key (organization_id, merged_into) references users (organization_id, user_id);

-- Whether the person is a client of a franchise that the caller does not see: what hangs there cannot be moved from here.
create policy elsewhere on franchise_clients for select to bloom_owner
    using (user_id = nullif(current_setting('bloom.looks_elsewhere_for', true), '')::uuid);
create function security.is_client_elsewhere(given_user uuid) returns boolean
    language plpgsql security definer set search_path = public as $$
declare
    is_elsewhere boolean;
begin
    perform set_config('bloom.looks_elsewhere_for', given_user::text, true);
    select exists (select from franchise_clients c where c.user_id = given_user
                   and not (scope_every_branch() or c.franchise_id = any (scope_franchises()))) into is_elsewhere;
    perform set_config('bloom.looks_elsewhere_for', '', true);
    return is_elsewhere;
end $$;
revoke execute on function security.is_client_elsewhere(uuid) from public;
grant execute on function security.is_client_elsewhere(uuid) to bloom_api;
