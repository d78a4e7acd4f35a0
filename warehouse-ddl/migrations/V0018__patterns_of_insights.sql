-- As the mirror adds it with the first row that has one; what asks for insights must not wait for that.
alter table raw.insights add column if not exists pattern String default 'week';
