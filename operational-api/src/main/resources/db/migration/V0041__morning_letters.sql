-- One letter each morning to who leads branches. It is the digest that was there for held-back alerts, which now has a day:
-- whatever begins it, the router or the plan, a person and a day have one.
alter table alert_messages add column day date; -- Of its morning; null of alerts, and of digests sent before there were days.
alter table alert_messages drop constraint alert_messages_alert_ids_check;
alter table alert_messages add constraint alert_messages_alert_ids_check
    check (kind = 'digest' or cardinality(alert_ids) > 0);

-- The owner of the tables stands behind the walls, too: for this one look back they are down.
alter table alert_messages no force row level security;
alter table branches no force row level security;
update alert_messages m set day = (m.send_at at time zone b.time_zone)::date
from branches b where b.branch_id = m.branch_id and m.kind = 'digest' and m.status = 'waiting' and m.attempts = 0;
alter table branches force row level security;
alter table alert_messages force row level security;
create unique index alert_messages_morning on alert_messages (user_id, day) where kind = 'digest';

alter table alert_preferences add column digest boolean not null default true;

-- A morning letter tells of all its reader's branches; whoever sees only some of them must not find it in the outbox.
alter table outbox_messages
    add column user_id uuid, -- Whose eyes it is for; null where the branch is all that it tells of.
    add foreign key (organization_id, user_id) references users (organization_id, user_id) on delete cascade;
create index outbox_messages_user on outbox_messages (user_id) where user_id is not null;
do $$
declare
    rule text := rule_branch() || ' and ' || rule_works_here()
        || ' and (user_id is null or (select scope_every_branch()) or user_id = (select scope_user()))';
begin
    execute format('alter policy wall on outbox_messages using (%s) with check (%s)', rule, rule);
end $$;
