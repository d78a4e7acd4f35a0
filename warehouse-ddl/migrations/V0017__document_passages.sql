-- What the passages of a chain's documents mean, as numbers; their words stay in PostgreSQL.
create table if not exists mart.document_passages (
    organization_id UUID comment 'The chain; the outer wall of isolation',
    document_id     UUID comment 'Which of its documents',
    passage         UInt32 comment 'Which passage of the document, from 1',
    model           LowCardinality(String) comment 'What made the vector: those of two models say nothing to each other',
    vector          Array(Float32) comment 'Where the passage lies among meanings, of length 1',
    indexed_at      DateTime64(6, 'UTC') default now64(6) comment 'When it was worked out'
) engine = ReplacingMergeTree(indexed_at)
order by (organization_id, document_id, passage)
comment 'One row per passage of a document that people may ask; read it with final';
