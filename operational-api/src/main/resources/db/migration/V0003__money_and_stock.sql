-- Money is in cents and refers with RESTRICT: what was sold stays. Stock changes by movements only.
create table invoices (
    invoice_id      uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    user_id         uuid not null,
    appointment_id  uuid,
    sale_day        date not null,
    created_at      timestamptz not null default now(),
    status          text not null default 'open' check (status in ('open', 'paid')),
    unique (organization_id, invoice_id),
    unique (appointment_id), -- A visit is billed once.
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, user_id) references users (organization_id, user_id) on delete restrict,
    foreign key (organization_id, appointment_id)
        references appointments (organization_id, appointment_id) on delete restrict
);
create index invoices_branch_day on invoices (branch_id, sale_day);
create index invoices_user on invoices (user_id);

create table inventory_items (
    item_id          uuid primary key default uuidv7(),
    organization_id  uuid not null,
    branch_id        uuid not null,
    sku              text not null,
    label            text not null,
    unit             text not null,
    on_hand          int not null default 0 constraint inventory_items_on_hand_not_negative check (on_hand >= 0),
    reorder_point    int not null default 0 check (reorder_point >= 0),
    reorder_quantity int not null default 0 check (reorder_quantity >= 0),
    cost_cents       bigint not null default 0 check (cost_cents >= 0),
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now(),
    unique (organization_id, item_id),
    unique (branch_id, sku),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id)
);

create table invoice_lines (
    line_id         uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    invoice_id      uuid not null,
    service_id      uuid,
    item_id         uuid,
    kind            text not null check (kind in ('sale', 'refund')),
    quantity        int not null,
    gross_cents     bigint not null,
    discount_cents  bigint not null default 0,
    tax_cents       bigint not null default 0,
    sale_day        date not null,
    created_at      timestamptz not null default now(),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, invoice_id) references invoices (organization_id, invoice_id) on delete restrict,
    foreign key (organization_id, service_id) references services (organization_id, service_id),
    foreign key (organization_id, item_id) references inventory_items (organization_id, item_id),
    -- A refund is a line with every sign turned, so that net sales are one sum.
    check (case kind
               when 'sale' then quantity > 0 and gross_cents >= 0 and discount_cents >= 0 and tax_cents >= 0
               else quantity < 0 and gross_cents <= 0 and discount_cents <= 0 and tax_cents <= 0
           end)
);
create index invoice_lines_invoice on invoice_lines (invoice_id);

create table payments (
    payment_id      uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    invoice_id      uuid not null,
    kind            text not null check (kind in ('payment', 'refund')),
    method          text not null check (method in ('card', 'cash', 'transfer')),
    amount_cents    bigint not null,
    paid_day        date not null,
    created_at      timestamptz not null default now(),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, invoice_id) references invoices (organization_id, invoice_id) on delete restrict,
    check (case kind when 'payment' then amount_cents > 0 else amount_cents < 0 end)
);
create index payments_invoice on payments (invoice_id);

create table inventory_movements (
    movement_id     uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    item_id         uuid not null,
    kind            text not null check (kind in ('receipt', 'use', 'sale', 'count', 'transfer', 'write_off')),
    quantity        int not null check (quantity <> 0), -- Signed: what leaves the shelf is negative.
    appointment_id  uuid,
    moved_day       date not null,
    created_at      timestamptz not null default now(),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id),
    foreign key (organization_id, item_id) references inventory_items (organization_id, item_id) on delete restrict,
    foreign key (organization_id, appointment_id)
        references appointments (organization_id, appointment_id) on delete set null (appointment_id),
    check (case kind
               when 'receipt' then quantity > 0
               when 'use' then quantity < 0
               when 'write_off' then quantity < 0
               else true
           end)
);
create index inventory_movements_item on inventory_movements (item_id, created_at);
create index inventory_movements_appointment on inventory_movements (appointment_id) where appointment_id is not null;

create table service_supplies (
    supply_id       uuid primary key default uuidv7(),
    organization_id uuid not null,
    service_id      uuid not null,
    item_sku        text not null,
    quantity        int not null check (quantity > 0),
    unique (service_id, item_sku),
    foreign key (organization_id, service_id) references services (organization_id, service_id) on delete cascade
);

create table alerts (
    alert_id        uuid primary key default uuidv7(),
    organization_id uuid not null,
    branch_id       uuid not null,
    rule            text not null,
    severity        text not null check (severity in ('info', 'warning', 'critical')),
    subject_kind    text not null,
    subject_id      text not null,
    episode         text not null,
    title           text not null,
    evidence        jsonb not null default '{}',
    status          text not null default 'opened' check (status in ('opened', 'acknowledged', 'resolved')),
    opened_at       timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    unique (organization_id, rule, branch_id, subject_id, episode),
    foreign key (organization_id, branch_id) references branches (organization_id, branch_id)
);
create index alerts_branch_status on alerts (branch_id, status, opened_at);

-- A beat in the log when nobody works, so that freshness can be told and the replication slot moves on.
create table cdc_heartbeats (
    heartbeat_id int primary key,
    beat_at      timestamptz not null default now()
);
insert into cdc_heartbeats (heartbeat_id) values (1);
