-- A chain's own documents (procedures, policies, guidelines) and the passages that they are quoted by. Words stay here;
-- the warehouse gets vectors. A hundred documents of twenty pages are four megabytes, and then as much a year.
create table knowledge_documents (
    document_id     uuid primary key default uuidv7(),
    organization_id uuid not null,
    title           text not null check (length(title) between 1 and 200),
    media_type      text not null check (media_type in ('text/plain', 'text/markdown')),
    text            text not null check (length(text) between 1 and 100000),
    uploaded_by     uuid not null,
    created_at      timestamptz not null default now(),
    unique (organization_id, document_id),
    foreign key (organization_id) references organizations (organization_id)
);
call stand_behind_wall('knowledge_documents', rule_organization() || ' and ' || rule_works_here());
call audit('knowledge_documents');

create table document_passages (
    document_id     uuid not null,
    organization_id uuid not null,
    passage         int not null check (passage > 0),
    heading         text not null, -- What it stands under; empty before the first one.
    text            text not null, -- Word for word as in the document.
    primary key (document_id, passage),
    foreign key (organization_id, document_id) references knowledge_documents (organization_id, document_id) on delete cascade
);
call stand_behind_wall('document_passages', rule_organization() || ' and ' || rule_works_here());
