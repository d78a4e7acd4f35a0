-- How often an appointment was moved: only its last place is kept otherwise.
alter table appointments
    add column reschedules int not null default 0;

create function count_reschedule() returns trigger language plpgsql as $$
begin
    new.reschedules := old.reschedules + 1;
    return new;
end $$;
create trigger count_reschedule before update of appointment_date on appointments
    for each row when (old.appointment_date <> new.appointment_date) execute function count_reschedule();

grant select (reschedules) on appointments to bloom_reconcile;
