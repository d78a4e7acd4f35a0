-- What a dimension was called, cost or belonged to at each version; the mirror fills them beside raw. Readings of the past
-- are told with the words of then.
create table if not exists mart.branch_versions (
    organization_id UUID comment 'The chain; the outer wall of isolation',
    branch_id       UUID comment 'The site',
    franchise_id    UUID comment 'Whose it was',
    name            String comment 'What it was called',
    time_zone       LowCardinality(String) comment 'IANA time zone of its local days',
    version         UInt64 comment 'Log position of the change; 0 when a snapshot read it',
    committed_at    DateTime64(6, 'UTC') comment 'When the change was committed'
) engine = ReplacingMergeTree
order by (organization_id, branch_id, version)
comment 'Every version of each branch; mart.branch_history says from when to when';

create table if not exists mart.service_versions (
    organization_id  UUID comment 'The chain; the outer wall of isolation',
    service_id       UUID comment 'What is sold',
    name             String comment 'What it was called',
    category         LowCardinality(String) comment 'Kind of service',
    price_cents      Int64 comment 'List price, in cents',
    duration_minutes Int32 comment 'Planned length',
    version          UInt64 comment 'Log position of the change; 0 when a snapshot read it',
    committed_at     DateTime64(6, 'UTC') comment 'When the change was committed'
) engine = ReplacingMergeTree
order by (organization_id, service_id, version)
comment 'Every version of each service; mart.service_history says from when to when';

create table if not exists mart.staff_versions (
    organization_id UUID comment 'The chain; the outer wall of isolation',
    branch_id       UUID comment 'The site',
    resource_id     UUID comment 'The member of staff as what can be booked at the site',
    staff_id        UUID comment 'Who it is',
    label           String comment 'What the branch called them',
    version         UInt64 comment 'Log position of the change; 0 when a snapshot read it',
    committed_at    DateTime64(6, 'UTC') comment 'When the change was committed'
) engine = ReplacingMergeTree
order by (organization_id, resource_id, version)
comment 'Every version of each member of staff at a site; mart.staff_history says from when to when';
