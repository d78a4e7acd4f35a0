-- Not every insight is about one bad week: some tell a course of many weeks, or the best of them.
alter table insights
    add column pattern text not null default 'week' check (pattern in ('week', 'trend', 'record')),
    drop constraint insights_organization_id_branch_id_kpi_part_last_day_key,
    add unique (organization_id, branch_id, kpi, pattern, part, last_day);
grant select (pattern) on insights to bloom_reconcile;
