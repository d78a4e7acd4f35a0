-- A booking is one statement. Its steps stay in the database, because every one of them needs the answer of the one
-- before: from the API each would be a journey. They run as the caller, behind the caller's wall. A refusal is a result,
-- not an error: what it leaves behind is the caller's to roll back.

-- One resource for a time. The exclusion constraint decides: a second taker waits for the first one's transaction and
-- then gets nothing. A hold that has run out stands in the way until somebody needs its time.
create function try_take(
    of_organization uuid, at_branch uuid, wished uuid, busy tstzrange, for_appointment uuid, for_hold uuid, until timestamptz)
    returns boolean language plpgsql as $$
begin
    for attempt in 1..2 loop
        insert into reservations (organization_id, branch_id, resource_id, appointment_id, hold_id, during, kind, expires_at)
        values (of_organization, at_branch, wished, for_appointment, for_hold, busy,
                case when for_appointment is null then 'hold' else 'appointment' end, until)
        on conflict do nothing;
        if found then
            return true;
        end if;
        delete from reservations
        where resource_id = wished and kind = 'hold' and expires_at <= clock_timestamp() and during && busy;
        if not found then
            return false;
        end if;
    end loop;
    return false;
end $$;

create function is_open_then(zone text, opens time, closes time, slot tstzrange)
    returns boolean language sql stable parallel safe as $$
    select (lower(slot) at time zone zone)::time >= opens
       and (upper(slot) at time zone zone) <= (lower(slot) at time zone zone)::date + closes
$$;

-- Whether a member of staff works for the whole of a slot: in a shift where shifts are planned, else while it is open.
create function works_then(at_branch uuid, who uuid, slot tstzrange) returns boolean language sql stable as $$
    select case
        when b.plans_shifts then exists (
            select from shifts s
            where s.user_id = who and s.branch_id = at_branch and tstzrange(s.starts_at, s.ends_at) @> slot)
        else is_open_then(b.time_zone, b.opens_at, b.closes_at, slot)
    end
    from branches b where b.branch_id = at_branch
$$;

-- The branch's own price for that day and hour, else the service's.
create function price_of(at_branch uuid, of_service uuid, local_start timestamp, usual bigint)
    returns bigint language sql stable as $$
    select coalesce(
        (select r.price_cents from price_rules r
         where r.service_id = of_service and r.branch_id = at_branch
           and (r.weekdays = '{}' or extract(isodow from local_start)::int = any (r.weekdays))
           and local_start::time >= r.from_time and local_start::time < r.until_time
           and (r.valid_from is null or local_start::date >= r.valid_from)
           and (r.valid_until is null or local_start::date <= r.valid_until)
         order by r.priority desc, r.price_rule_id desc limit 1),
        usual)
$$;

-- What a slot needs, taken in one order (pet, staff, place), so that two bookings cannot wait for each other. Staff who
-- are named by someone who works here may be booked outside their hours; anybody else may not.
create function reserve_slot(
    wished_branch uuid, wished_pet uuid, wished_service uuid, wished_staff uuid, wished_place uuid,
    starts timestamptz, wished_end timestamptz, for_appointment uuid, for_hold uuid, until timestamptz,
    out refusal text, out field text, out staff uuid, out place uuid, out ends timestamptz, out price bigint,
    out organization uuid)
    language plpgsql as $$
declare
    terms record;
    busy tstzrange;
    candidate record;
    is_free boolean;
begin
    select b.organization_id, b.branch_id, b.time_zone, b.opens_at, b.closes_at, p.pet_id, r.resource_id as pet_resource,
           s.service_id, s.category, s.price, s.duration_minutes, s.buffer_before_minutes, s.buffer_after_minutes,
           s.required_skills, s.priced_per, s.place_kind,
           s.place_kind is not null or s.category in ('boarding', 'daycare') as needs_place,
           s.category not in ('boarding', 'daycare') as needs_staff
    into terms
    from (values (true)) as one
    left join branches b on b.branch_id = wished_branch
    left join pets p on p.pet_id = wished_pet
    left join resources r on r.pet_id = p.pet_id
    left join services s on s.service_id = wished_service;
    refusal := 'unknown';
    field := case when terms.branch_id is null then 'branch_id' when terms.pet_id is null then 'pet_id'
                  when terms.service_id is null then 'service_id' end;
    if field is not null then
        return;
    end if;
    organization := terms.organization_id;
    ends := coalesce(wished_end, starts + make_interval(mins => terms.duration_minutes));
    price := price_of(wished_branch, wished_service, starts at time zone terms.time_zone, round(terms.price * 100)::bigint);
    if terms.priced_per = 'night' then
        price := price * greatest(1, (ends at time zone terms.time_zone)::date - (starts at time zone terms.time_zone)::date);
    end if;
    busy := tstzrange(starts - make_interval(mins => terms.buffer_before_minutes),
                      ends + make_interval(mins => terms.buffer_after_minutes));

    refusal := 'closed';
    field := 'appointment_date';
    if not scope_works_here() and terms.needs_staff
        and not is_open_then(terms.time_zone, terms.opens_at, terms.closes_at, tstzrange(starts, ends)) then
        return;
    end if;

    refusal := 'taken';
    field := 'pet_id';
    if not try_take(organization, wished_branch, terms.pet_resource, tstzrange(starts, ends), for_appointment, for_hold, until) then
        return;
    end if;

    if wished_staff is not null then
        field := 'staff_id';
        select r.resource_id, r.user_id, r.skills into candidate
        from resources r where r.branch_id = wished_branch and r.user_id = wished_staff;
        if not found then
            refusal := 'unknown';
            return;
        end if;
        if not terms.required_skills <@ candidate.skills then
            refusal := 'unskilled';
            return;
        end if;
        -- Over a stay of days its staff looks after other pets, too.
        if terms.needs_staff then
            if not scope_works_here() and not works_then(wished_branch, wished_staff, tstzrange(starts, ends)) then
                refusal := 'closed';
                return;
            end if;
            if not try_take(organization, wished_branch, candidate.resource_id, busy, for_appointment, for_hold, until) then
                return;
            end if;
        end if;
        staff := wished_staff;
    elsif terms.needs_staff then
        field := 'appointment_date';
        is_free := false;
        -- In random order: callers who want anybody do not all queue for the same one.
        for candidate in
            select r.resource_id, r.user_id from resources r
            where r.branch_id = wished_branch and r.kind = 'staff' and terms.required_skills <@ r.skills
              and not exists (
                  select from reservations v where v.resource_id = r.resource_id and v.ends_at > lower(busy) and v.starts_at < upper(busy)
                    and (v.expires_at is null or v.expires_at > clock_timestamp()))
            order by random()
        loop
            if works_then(wished_branch, candidate.user_id, tstzrange(starts, ends))
                and try_take(organization, wished_branch, candidate.resource_id, busy, for_appointment, for_hold, until) then
                staff := candidate.user_id;
                is_free := true;
                exit;
            end if;
        end loop;
        if not is_free then
            return;
        end if;
    end if;

    if wished_place is not null then
        field := 'place_id';
        select r.resource_id into candidate from resources r
        where r.branch_id = wished_branch and r.resource_id = wished_place and r.kind = 'place'
          and (terms.place_kind is null or r.place_kind = terms.place_kind);
        if not found then
            refusal := 'unknown';
            return;
        end if;
        if not try_take(organization, wished_branch, wished_place, busy, for_appointment, for_hold, until) then
            return;
        end if;
        place := wished_place;
    elsif terms.needs_place then
        field := 'appointment_date';
        is_free := false;
        for candidate in
            select r.resource_id from resources r
            where r.branch_id = wished_branch and r.kind = 'place'
              and (terms.place_kind is null or r.place_kind = terms.place_kind)
              and not exists (
                  select from reservations v where v.resource_id = r.resource_id and v.ends_at > lower(busy) and v.starts_at < upper(busy)
                    and (v.expires_at is null or v.expires_at > clock_timestamp()))
            order by random()
        loop
            if try_take(organization, wished_branch, candidate.resource_id, busy, for_appointment, for_hold, until) then
                place := candidate.resource_id;
                is_free := true;
                exit;
            end if;
        end loop;
        if not is_free then
            return;
        end if;
    end if;
    refusal := null;
    field := null;
end $$;

-- Who changed the status, when, from what, to what.
create function tell_status(changed appointments, before text, after text) returns void language sql as $$
    insert into appointment_status_changes (organization_id, branch_id, appointment_id, changed_by, from_status, to_status)
    values (changed.organization_id, changed.branch_id, changed.appointment_id, scope_user(), before, after)
$$;

create function end_of_log() returns bigint language sql volatile as $$
    select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint
$$;

create function book_slot(
    wished_branch uuid, wished_pet uuid, wished_service uuid, wished_staff uuid, wished_place uuid,
    starts timestamptz, wished_end timestamptz, given_notes text, of_series uuid,
    out refusal text, out field text, out end_of_log bigint, out booked appointments)
    language plpgsql as $$
declare
    id constant uuid := uuidv7();
    taken record;
begin
    end_of_log := end_of_log();
    taken := reserve_slot(wished_branch, wished_pet, wished_service, wished_staff, wished_place, starts, wished_end, id, null, null);
    refusal := taken.refusal;
    field := taken.field;
    if refusal is not null then
        return;
    end if;
    insert into appointments (appointment_id, organization_id, branch_id, pet_id, service_id, staff_id, place_id, series_id,
        appointment_date, ends_at, notes, price_cents)
    values (id, taken.organization, wished_branch, wished_pet, wished_service, taken.staff, taken.place, of_series,
        starts, taken.ends, given_notes, taken.price)
    returning * into booked;
    perform tell_status(booked, null, 'scheduled');
end $$;

create function hold_slot(
    wished_branch uuid, wished_pet uuid, wished_service uuid, wished_staff uuid, wished_place uuid,
    starts timestamptz, wished_end timestamptz, until timestamptz,
    out refusal text, out field text, out end_of_log bigint, out held holds)
    language plpgsql as $$
declare
    id constant uuid := uuidv7();
    taken record;
begin
    end_of_log := end_of_log();
    taken := reserve_slot(wished_branch, wished_pet, wished_service, wished_staff, wished_place, starts, wished_end, null, id, until);
    refusal := taken.refusal;
    field := taken.field;
    if refusal is not null then
        return;
    end if;
    insert into holds (hold_id, organization_id, branch_id, pet_id, service_id, staff_id, place_id, appointment_date, ends_at,
        price_cents, expires_at)
    values (id, taken.organization, wished_branch, wished_pet, wished_service, taken.staff, taken.place, starts, taken.ends,
        taken.price, until)
    returning * into held;
end $$;

-- A hold becomes an appointment with the rows it has taken. Whoever deletes an expired hold and whoever confirms it
-- meet at those rows: one of them finds nothing.
create function book_hold(
    wished_hold uuid, given_notes text,
    out refusal text, out field text, out end_of_log bigint, out booked appointments)
    language plpgsql as $$
declare
    id constant uuid := uuidv7();
    held holds;
    taken int;
begin
    end_of_log := end_of_log();
    refusal := 'unknown';
    field := 'hold_id';
    select * into held from holds where hold_id = wished_hold for update;
    if not found then
        return;
    end if;
    refusal := 'used';
    if held.appointment_id is not null then
        return;
    end if;
    refusal := 'expired';
    if held.expires_at <= clock_timestamp() then
        return;
    end if;
    insert into appointments (appointment_id, organization_id, branch_id, pet_id, service_id, staff_id, place_id,
        appointment_date, ends_at, notes, price_cents)
    values (id, held.organization_id, held.branch_id, held.pet_id, held.service_id, held.staff_id, held.place_id,
        held.appointment_date, held.ends_at, given_notes, held.price_cents)
    returning * into booked;
    update reservations set kind = 'appointment', appointment_id = id, hold_id = null, expires_at = null
    where hold_id = wished_hold and expires_at > clock_timestamp();
    get diagnostics taken = row_count;
    -- The pet, at least; released in between means gone.
    if taken = 0 then
        return;
    end if;
    update holds set appointment_id = id where hold_id = wished_hold;
    perform tell_status(booked, null, 'scheduled');
    refusal := null;
    field := null;
end $$;

-- The same appointment at another time: it lets go of everything and takes it again.
create function move_slot(
    moved uuid, starts timestamptz, wished_end timestamptz, wished_staff uuid,
    out refusal text, out field text, out end_of_log bigint, out booked appointments)
    language plpgsql as $$
declare
    before appointments;
    taken record;
begin
    refusal := 'unknown';
    field := 'appointment_id';
    select * into before from appointments where appointment_id = moved for update;
    if not found then
        return;
    end if;
    refusal := before.status;
    field := 'status';
    if before.status <> 'scheduled' then
        return;
    end if;
    end_of_log := end_of_log();
    delete from reservations where appointment_id = moved;
    taken := reserve_slot(before.branch_id, before.pet_id, before.service_id, coalesce(wished_staff, before.staff_id), null,
        starts, coalesce(wished_end, starts + (before.ends_at - before.appointment_date)), moved, null, null);
    refusal := taken.refusal;
    field := taken.field;
    if refusal is not null then
        return;
    end if;
    -- Agreed is agreed: the price moves along.
    update appointments
    set appointment_date = starts, ends_at = taken.ends, staff_id = taken.staff, place_id = taken.place,
        confirmed_at = null, checked_in_at = null
    where appointment_id = moved
    returning * into booked;
    if before.confirmed_at is not null or before.checked_in_at is not null then
        perform tell_status(booked, case when before.checked_in_at is null then 'confirmed' else 'checked_in' end, 'scheduled');
    end if;
end $$;

-- Every so many days at the same time of the branch's own clock, also where the clock changes in between. What is taken
-- is told, and skipped where the caller says so.
create function book_series(
    wished_branch uuid, wished_pet uuid, wished_service uuid, wished_staff uuid,
    starts timestamptz, given_notes text, every_so_many_days int, times int, of_series uuid)
    returns table (occurrence int, wished_start timestamptz, refusal text, field text, appointment_id uuid)
    language plpgsql as $$
declare
    zone constant text := branch_zone(wished_branch);
    one record;
begin
    for n in 0..times - 1 loop
        occurrence := n + 1;
        wished_start := ((starts at time zone zone) + make_interval(days => n * every_so_many_days)) at time zone zone;
        appointment_id := null;
        begin
            one := book_slot(wished_branch, wished_pet, wished_service, wished_staff, null, wished_start, null, given_notes, of_series);
            refusal := one.refusal;
            field := one.field;
            if refusal is not null then
                raise exception using errcode = 'BL001';
            end if;
            appointment_id := (one.booked).appointment_id;
        exception when sqlstate 'BL001' then
            -- What this occurrence had taken already is let go.
            null;
        end;
        return next;
    end loop;
end $$;

-- A slot that has become free goes to whoever has waited longest for such a one: held for half an hour, and offered.
-- The wall is lifted for the function alone, since a pet parent who cancels does not see who waits.
create function offer_slot(at_branch uuid, starts timestamptz) returns uuid language plpgsql as $$
declare
    role_before constant text := current_setting('bloom.role', true);
    branches_before constant text := current_setting('bloom.branch_ids', true);
    entry waitlist_entries;
    one record;
    offered uuid;
begin
    if starts <= clock_timestamp() then
        return null;
    end if;
    perform set_config('bloom.role', 'admin', true), set_config('bloom.branch_ids', '*', true);
    for entry in
        select e.* from waitlist_entries e join services s using (service_id)
        where e.branch_id = at_branch and e.status = 'waiting' and e.from_at <= starts
          and e.until_at >= starts + make_interval(mins => s.duration_minutes)
        order by e.waiting_since limit 20 for update of e skip locked
    loop
        begin
            one := hold_slot(entry.branch_id, entry.pet_id, entry.service_id, entry.staff_id, null, starts, null,
                clock_timestamp() + interval '30 minutes');
            if one.refusal is not null then
                raise exception using errcode = 'BL001';
            end if;
            insert into waitlist_offers (organization_id, branch_id, entry_id, hold_id, expires_at)
            values (entry.organization_id, entry.branch_id, entry.entry_id, (one.held).hold_id, (one.held).expires_at)
            returning offer_id into offered;
            update waitlist_entries set status = 'offered' where entry_id = entry.entry_id;
        exception when sqlstate 'BL001' then
            offered := null;
        end;
        exit when offered is not null;
    end loop;
    perform set_config('bloom.role', role_before, true), set_config('bloom.branch_ids', branches_before, true);
    return offered;
end $$;

-- An offer that was let pass, or refused, goes to the next.
create function pass_on_offer(passed uuid, as_status text) returns uuid language plpgsql as $$
declare
    offer waitlist_offers;
    held holds;
    successor uuid;
begin
    update waitlist_offers set status = as_status where offer_id = passed and status = 'offered' returning * into offer;
    if not found then
        return null;
    end if;
    delete from reservations where hold_id = offer.hold_id;
    update holds set expires_at = least(expires_at, clock_timestamp()) where hold_id = offer.hold_id returning * into held;
    successor := offer_slot(held.branch_id, held.appointment_date);
    -- Afterwards, so that this slot does not come back to the same people.
    update waitlist_entries set status = 'waiting', waiting_since = clock_timestamp()
    where entry_id = offer.entry_id and status = 'offered';
    return successor;
end $$;

-- Whose offers have run out is asked across the wall, and nothing but that.
create policy expired_offers on waitlist_offers for select to bloom_owner
    using (current_setting('bloom.looks_for_expired_offers', true) = 'true' and status = 'offered' and expires_at <= now());
create function security.organizations_with_expired_offers() returns setof uuid
    language plpgsql security definer set search_path = public as $$
begin
    perform set_config('bloom.looks_for_expired_offers', 'true', true);
    return query select distinct o.organization_id from waitlist_offers o where o.status = 'offered' and o.expires_at <= now();
    perform set_config('bloom.looks_for_expired_offers', '', true);
end $$;
revoke execute on function security.organizations_with_expired_offers() from public;
grant execute on function security.organizations_with_expired_offers() to bloom_api;
