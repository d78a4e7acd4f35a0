-- Which notes of touched days a round works off. Emptied by each round; in a table, since many rounds' worth of moments
-- do not fit into one statement.
create table if not exists ledger.batch_notes (
    noted_at   DateTime64(6, 'UTC'),
    is_owed    UInt8 -- To the KPIs over the calendar, which wait for several rounds.
) engine = Memory;
