-- Lots with their expiry, transfers, orders. Movements stay the only way that stock changes; what a movement takes from
-- which lot is worked out here, so that every writer empties the lot that expires first.
create table lots (
    lot_id          uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    item_id         uuid not null,
    lot_number      text not null check (length(lot_number) between 1 and 60),
    expires_on      date,
    on_hand         int not null default 0 check (on_hand >= 0),
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    unique (item_id, lot_number),
    unique (organization_id, lot_id),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, item_id) references inventory_items (organization_id, item_id) on delete cascade
);
create index lots_expiry on lots (item_id, expires_on) where on_hand > 0;
call stand_behind_wall('lots', rule_branch() || ' and ' || rule_works_here());
call publish('lots');

create table lot_movements (
    lot_movement_id uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    lot_id          uuid not null,
    movement_id     uuid not null references inventory_movements on delete cascade,
    quantity        int not null check (quantity <> 0),
    created_at      timestamptz not null default now(),
    foreign key (organization_id, lot_id) references lots (organization_id, lot_id) on delete cascade
);
create index lot_movements_lot on lot_movements (lot_id);
create index lot_movements_movement on lot_movements (movement_id);
call stand_behind_wall('lot_movements', rule_branch() || ' and ' || rule_works_here());
revoke update, delete on lot_movements from bloom_api;

create table purchase_orders (
    order_id        uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    supplier        text not null check (length(supplier) between 1 and 120),
    status          text not null default 'ordered' check (status in ('ordered', 'partly_received', 'received', 'cancelled')),
    ordered_by      uuid,
    ordered_day     date not null,
    expected_on     date,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    unique (organization_id, order_id),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id)
);
create index purchase_orders_branch on purchase_orders (branch_id, status);
call stand_behind_wall('purchase_orders', rule_branch() || ' and ' || rule_works_here());
call publish('purchase_orders');

create table purchase_order_lines (
    line_id         uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    order_id        uuid not null,
    item_id         uuid not null,
    quantity        int not null check (quantity > 0),
    received        int not null default 0 check (received >= 0),
    cost_cents      bigint not null check (cost_cents >= 0), -- Of one unit.
    created_at      timestamptz not null default now(),
    unique (order_id, item_id),
    foreign key (organization_id, order_id) references purchase_orders (organization_id, order_id) on delete cascade,
    foreign key (organization_id, item_id) references inventory_items (organization_id, item_id)
);
call stand_behind_wall('purchase_order_lines', rule_branch() || ' and ' || rule_works_here());
call publish('purchase_order_lines');

create function set_ordered_day() returns trigger language plpgsql as $$
begin
    new.ordered_day := new.created_at at time zone branch_zone(new.branch_id);
    return new;
end $$;
create trigger set_days before insert or update of created_at, branch_id, ordered_day
    on purchase_orders for each row execute function set_ordered_day();

alter table inventory_movements
    add column lot_id uuid,                              -- Where a lot was named; else the first to expire.
    add column transfer_id uuid,                         -- The same on both ends.
    add column order_id uuid,
    add column moved_by uuid,
    add column reason text check (length(reason) <= 200),
    add column is_override boolean not null default false, -- Somebody said: go below zero.
    add foreign key (organization_id, lot_id) references lots (organization_id, lot_id) on delete set null (lot_id),
    add foreign key (organization_id, order_id) references purchase_orders (organization_id, order_id) on delete set null (order_id);
create index inventory_movements_transfer on inventory_movements (transfer_id) where transfer_id is not null;

-- Below zero only while an override allows it.
alter table inventory_items
    add column is_overdrawn boolean not null default false,
    drop constraint inventory_items_on_hand_not_negative,
    add constraint inventory_items_on_hand_not_negative check (on_hand >= 0 or is_overdrawn);

create or replace function move_stock() returns trigger language plpgsql as $$
declare
    open_quantity int := -new.quantity;
    lot record;
begin
    update inventory_items
    set on_hand = on_hand + new.quantity,
        is_overdrawn = on_hand + new.quantity < 0 and (is_overdrawn and new.quantity > 0 or new.is_override)
    where item_id = new.item_id and branch_id = new.branch_id;
    if not found then
        raise exception 'item % is not kept at branch %', new.item_id, new.branch_id using errcode = 'foreign_key_violation';
    end if;
    if new.lot_id is not null then
        update lots set on_hand = on_hand + new.quantity where lot_id = new.lot_id and item_id = new.item_id;
        if not found then
            raise exception 'lot % is not of item %', new.lot_id, new.item_id using errcode = 'foreign_key_violation';
        end if;
        insert into lot_movements (organization_id, branch_id, lot_id, movement_id, quantity)
        values (new.organization_id, new.branch_id, new.lot_id, new.movement_id, new.quantity);
        return null;
    end if;
    if new.quantity > 0 then
        return null;
    end if;
    -- The item's row is locked by the update above: nobody else empties its lots meanwhile.
    for lot in select lot_id, on_hand from lots
               where item_id = new.item_id and on_hand > 0 order by expires_on nulls last, lot_id
    loop
        exit when open_quantity = 0;
        update lots set on_hand = on_hand - least(lot.on_hand, open_quantity) where lot_id = lot.lot_id;
        insert into lot_movements (organization_id, branch_id, lot_id, movement_id, quantity)
        values (new.organization_id, new.branch_id, lot.lot_id, new.movement_id, -least(lot.on_hand, open_quantity));
        open_quantity := open_quantity - least(lot.on_hand, open_quantity);
    end loop;
    return null;
end $$;
